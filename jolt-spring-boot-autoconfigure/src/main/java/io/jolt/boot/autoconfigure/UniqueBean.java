package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Finds the one bean of a type that an application may have. Several of which none is
 * preferred end start-up: to use none of them would let an application believe that it is
 * configured.
 */
final class UniqueBean {

	private UniqueBean() {
	}

	/**
	 * Finds the bean as Spring would choose it for an injection point.
	 * @param candidates the beans
	 * @param otherwise what to do, other than to mark one of them with {@code @Primary},
	 * as a part of a sentence that follows "or"
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
