package io.jolt.boot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/**
 * Several beans qualify where only one is used.
 */
class AmbiguousJoltBeanException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String type;

	private final transient List<String> beanNames;

	private final String otherwise;

	/**
	 * Creates the exception.
	 * @param type the beans' type
	 * @param beanNames the beans' names
	 * @param otherwise what else can be done than to mark one of them with
	 * {@code @Primary}
	 */
	AmbiguousJoltBeanException(Class<?> type, Collection<String> beanNames, String otherwise) {
		this(type.getName(), beanNames, otherwise, null);
	}

	private AmbiguousJoltBeanException(String type, Collection<String> beanNames, String otherwise,
			@Nullable Throwable cause) {
		super("There are several beans of type '" + type + "' and none of them is preferred: "
				+ ((beanNames.isEmpty() && cause != null) ? cause.getMessage() : String.join(", ", beanNames)), cause);
		this.type = type;
		this.beanNames = List.copyOf(beanNames);
		this.otherwise = otherwise;
	}

	static AmbiguousJoltBeanException of(NoUniqueBeanDefinitionException ex, String otherwise) {
		// several primary beans are named only in the message
		Collection<String> names = Objects.requireNonNullElse(ex.getBeanNamesFound(), List.of());
		Class<?> type = ex.getBeanType();
		return new AmbiguousJoltBeanException((type != null) ? type.getName() : String.valueOf(ex.getResolvableType()),
				names, otherwise, ex);
	}

	String type() {
		return this.type;
	}

	List<String> beanNames() {
		return this.beanNames;
	}

	String otherwise() {
		return this.otherwise;
	}

}
