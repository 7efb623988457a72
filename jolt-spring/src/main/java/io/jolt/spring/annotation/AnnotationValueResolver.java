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
	 * Runs an action during which {@code __listener} refers to a bean in expressions.
	 * @param bean the bean
	 * @param action the action, which runs on this thread
	 */
	void withListener(Object bean, Runnable action) {
		this.listenerScope.with(bean, action);
	}

	ConfigurableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	/**
	 * Resolves a value.
	 * @param attribute the attribute's name, for errors
	 * @param value the value as it is written
	 * @return an expression's result, a list if the value is a placeholder for a list, or
	 * else a string
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
			// of expressions; the innermost exception says what is wrong
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			throw invalid(attribute, "'" + value + "': " + cause.getMessage(), ex);
		}
	}

	/**
	 * Resolves a single value.
	 * @param attribute the attribute's name, for errors
	 * @param value the value as it is written
	 * @return an expression's result, the only element of a list, or else a string
	 * @throws IllegalArgumentException if it cannot be resolved, or is a list of several
	 * elements
	 */
	@Nullable Object resolveOne(String attribute, String value) {
		Object resolved = resolve(attribute, value);
		if (!(resolved instanceof Collection<?> collection)) {
			return resolved;
		}
		if (collection.size() != 1) {
			throw invalid(attribute, "'" + value + "' must be a single value but is a list: " + collection, null);
		}
		return collection.iterator().next();
	}

	private @Nullable Object evaluate(String value) {
		String embedded = this.beanFactory.resolveEmbeddedValue(value);
		// without a PropertySourcesPlaceholderConfigurer, unknown placeholders are left
		// as they are
		if (embedded != null && value.contains("${") && embedded.contains("${")) {
			throw new IllegalArgumentException("could not resolve a placeholder in '" + value + "'");
		}
		return this.expressionResolver.evaluate(embedded, this.expressionContext);
	}

	static IllegalArgumentException invalid(String attribute, @Nullable String problem, @Nullable Throwable cause) {
		return new IllegalArgumentException("its attribute '" + attribute + "': " + problem, cause);
	}

}
