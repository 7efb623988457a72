package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import io.jolt.client.OverflowPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.util.StringUtils;

/**
 * Resolves the placeholders and SpEL expressions in an annotation's attributes.
 */
class AnnotationValueResolver {

	private final ConfigurableBeanFactory beanFactory;

	AnnotationValueResolver(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Nullable Object resolve(String attribute, String value) {
		String embedded;
		try {
			embedded = this.beanFactory.resolveEmbeddedValue(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("its attribute '" + attribute + "': " + ex.getMessage(), ex);
		}
		// without a PropertySourcesPlaceholderConfigurer what is unknown is left as it is
		if (embedded != null && value.contains("${") && embedded.contains("${")) {
			throw new IllegalArgumentException(
					"its attribute '" + attribute + "': could not resolve a placeholder in '" + value + "'");
		}
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return ((resolver != null) ? resolver : new StandardBeanExpressionResolver()).evaluate(embedded,
				new BeanExpressionContext(this.beanFactory, null));
	}

	String resolveString(String attribute, String value) {
		Object resolved = resolve(attribute, value);
		return (resolved != null) ? resolved.toString().trim() : "";
	}

	List<String> resolveList(String attribute, String[] values) {
		List<String> result = new ArrayList<>();
		for (String value : values) {
			Object resolved = resolve(attribute, value);
			if (resolved instanceof String text && value.contains("${")) {
				// a property may hold several; a literal is one topic, commas included
				resolved = StringUtils.commaDelimitedListToStringArray(text);
			}
			int before = result.size();
			addAll(attribute, value, resolved, result);
			if (result.size() == before) {
				throw new IllegalArgumentException("its attribute '" + attribute + "': '" + value + "' is empty");
			}
		}
		return List.copyOf(result);
	}

	private static void addAll(String attribute, String value, @Nullable Object resolved, List<String> result) {
		if (resolved instanceof Collection<?> collection) {
			collection.forEach((element) -> addAll(attribute, value, element, result));
		}
		else if (resolved instanceof Object[] array) {
			addAll(attribute, value, Arrays.asList(array), result);
		}
		else if (resolved instanceof String text && !text.isBlank()) {
			result.add(text.trim());
		}
		else {
			throw new IllegalArgumentException("its attribute '" + attribute + "': '" + value
					+ "' must be one or more texts, none of them empty, but is " + resolved);
		}
	}

	@Nullable Boolean resolveBoolean(String attribute, String value) {
		String text = resolveString(attribute, value).toLowerCase(Locale.ROOT);
		return switch (text) {
			case "" -> null;
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException(
					"its attribute '" + attribute + "' must be true or false but is '" + text + "'");
		};
	}

	@Nullable OverflowPolicy resolveOverflow(String attribute, String value) {
		String text = resolveString(attribute, value);
		if (text.isEmpty()) {
			return null;
		}
		String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
		return Arrays.stream(OverflowPolicy.values())
			.filter((policy) -> policy.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("its attribute '" + attribute + "' must be one of "
					+ Arrays.toString(OverflowPolicy.values()) + " but is '" + text + "'"));
	}

}
