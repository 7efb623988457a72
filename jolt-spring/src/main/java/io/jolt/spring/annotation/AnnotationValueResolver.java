package io.jolt.spring.annotation;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.core.env.Environment;

/**
 * Resolves the placeholders and SpEL expressions in an annotation's attributes. Safe for
 * use by several threads.
 */
class AnnotationValueResolver {

	private final ConfigurableBeanFactory beanFactory;

	private final IndexedPlaceholders indexedPlaceholders;

	private final ListenerScope listenerScope = new ListenerScope();

	private final BeanExpressionResolver expressionResolver;

	private final BeanExpressionContext expressionContext;

	AnnotationValueResolver(ConfigurableBeanFactory beanFactory, @Nullable Environment environment,
			PropertyLists lists) {
		this.beanFactory = beanFactory;
		this.indexedPlaceholders = new IndexedPlaceholders(environment, lists, beanFactory::resolveEmbeddedValue);
		BeanExpressionResolver resolver = beanFactory.getBeanExpressionResolver();
		this.expressionResolver = (resolver != null) ? resolver : new StandardBeanExpressionResolver();
		this.expressionContext = new BeanExpressionContext(beanFactory, this.listenerScope);
	}

	/**
	 * Runs something while {@code __listener} is a bean in expressions.
	 * @param bean the bean
	 * @param action what to do, on this thread
	 */
	void withListener(Object bean, Runnable action) {
		this.listenerScope.with(bean, action);
	}

	ConfigurableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	/**
	 * Resolves a value.
	 * @param attribute what errors call it
	 * @param value the value as it is written
	 * @return what an expression gives, a list where the value is a placeholder for a
	 * list, else a text
	 * @throws IllegalArgumentException if it cannot be resolved
	 */
	@Nullable Object resolve(String attribute, String value) {
		try {
			List<String> elements = this.indexedPlaceholders.elements(value);
			if (elements != null) {
				return elements;
			}
			return evaluate(this.indexedPlaceholders.expand(value));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(attribute, ex.getMessage(), ex);
		}
		catch (RuntimeException ex) {
			// of expressions; the exception that tells is the innermost
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			throw invalid(attribute, "'" + value + "': " + cause.getMessage(), ex);
		}
	}

	/**
	 * Resolves a value that is one text.
	 * @param attribute what errors call it
	 * @param value the value as it is written
	 * @return what an expression gives or the only element of a list, else a text
	 * @throws IllegalArgumentException if it cannot be resolved, or is a list of several
	 */
	@Nullable Object resolveOne(String attribute, String value) {
		Object resolved = resolve(attribute, value);
		if (!(resolved instanceof Collection<?> collection)) {
			return resolved;
		}
		if (collection.size() != 1) {
			throw invalid(attribute, "'" + value + "' must be one text but is a list: " + collection, null);
		}
		return collection.iterator().next();
	}

	private @Nullable Object evaluate(String value) {
		String embedded = this.beanFactory.resolveEmbeddedValue(value);
		// without a PropertySourcesPlaceholderConfigurer what is unknown is left as it is
		if (embedded != null && value.contains("${") && embedded.contains("${")) {
			throw new IllegalArgumentException("could not resolve a placeholder in '" + value + "'");
		}
		return this.expressionResolver.evaluate(embedded, this.expressionContext);
	}

	static IllegalArgumentException invalid(String attribute, @Nullable String problem, @Nullable Throwable cause) {
		return new IllegalArgumentException("its attribute '" + attribute + "': " + problem, cause);
	}

}
