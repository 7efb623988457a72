package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Finds the one bean of a type that an application may have. Several beans, none of them
 * preferred, make start-up fail: silently using none would look as if the application
 * were configured.
 */
final class UniqueBean {

	private UniqueBean() {
	}

	/**
	 * Finds the bean that Spring would choose for an injection point.
	 * @param candidates the beans
	 * @param otherwise what else can be done than to mark one of them with
	 * {@code @Primary}, as the end of a sentence after "or"
	 * @param <T> the bean's type
	 * @return the bean, or {@code null} if there is none
	 * @throws AmbiguousJoltBeanException if there are several and none is preferred
	 */
	static <T> @Nullable T find(ObjectProvider<T> candidates, String otherwise) {
		try {
			return candidates.getIfAvailable();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw AmbiguousJoltBeanException.of(ex, otherwise);
		}
	}

}
