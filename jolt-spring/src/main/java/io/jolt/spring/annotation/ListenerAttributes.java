package io.jolt.spring.annotation;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.util.StringUtils;

/**
 * Reads an annotation's attributes as typed values, with placeholders and expressions
 * resolved.
 */
final class ListenerAttributes {

	private final AnnotationValueResolver resolver;

	ListenerAttributes(AnnotationValueResolver resolver) {
		this.resolver = resolver;
	}

	@Nullable Object object(String attribute, String value) {
		return this.resolver.resolve(attribute, value);
	}

	String string(String attribute, String value) {
		Object resolved = this.resolver.resolveOne(attribute, value);
		return (resolved != null) ? resolved.toString().trim() : "";
	}

	List<String> list(String attribute, String[] values) {
		List<String> result = new ArrayList<>();
		for (String value : values) {
			Object resolved = object(attribute, value);
			if (resolved instanceof String text && value.contains("${")) {
				// a property may hold several topics; a literal is one topic, commas
				// included
				requireNoListWithin(attribute, value, text);
				resolved = StringUtils.commaDelimitedListToStringArray(text);
			}
			int before = result.size();
			addAll(attribute, value, resolved, result);
			if (result.size() == before) {
				throw AnnotationValueResolver.invalid(attribute, "'" + value + "' is empty", null);
			}
		}
		return List.copyOf(result);
	}

	// would add what stands around it to the first or last element only
	private static void requireNoListWithin(String attribute, String value, String text) {
		if (text.contains(",")) {
			String around = textAround(value);
			if (!around.isBlank() && !around.contains(",") && !around.contains("#{")) {
				throw AnnotationValueResolver.invalid(attribute, "'" + value
						+ "' must be a single value but contains a list: " + text + ". A list must stand alone", null);
			}
		}
	}

	private static String textAround(String value) {
		StringBuilder result = new StringBuilder();
		int end = 0;
		for (Placeholder next = Placeholder.next(value, 0); next != null; next = Placeholder.next(value, end)) {
			result.append(value.substring(end, next.start()));
			end = next.end();
		}
		return result.append(value.substring(end)).toString();
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
			throw AnnotationValueResolver.invalid(attribute,
					"'" + value + "' must be one or more non-empty strings but is " + resolved, null);
		}
	}

	/**
	 * A bean, given by its name or by an expression.
	 * @param <T> the type
	 * @param attribute the attribute's name
	 * @param value its value
	 * @param type its required type
	 * @return gets the bean, which need not exist until all singletons do: the class that
	 * listens may also be the one whose method creates it; {@code null} if the attribute
	 * is not set
	 */
	<T> @Nullable Supplier<T> bean(String attribute, String value, Class<T> type) {
		Object resolved = this.resolver.resolveOne(attribute, value);
		if (resolved == null) {
			return null;
		}
		if (type.isInstance(resolved)) {
			return () -> type.cast(resolved);
		}
		String name = resolved.toString().trim();
		if (name.isEmpty()) {
			return null;
		}
		if (!(resolved instanceof String)) {
			throw AnnotationValueResolver.invalid(attribute, "'" + value + "' must evaluate to a "
					+ type.getSimpleName() + " or a bean name but evaluates to a " + resolved.getClass().getName(),
					null);
		}
		try {
			BeanFactory beanFactory = this.resolver.beanFactory();
			if (!beanFactory.isTypeMatch(name, type)) {
				// only the bean itself can tell
				T bean = beanFactory.getBean(name, type);
				return () -> bean;
			}
			return () -> beanFactory.getBean(name, type);
		}
		catch (NoSuchBeanDefinitionException ex) {
			// not as the cause: Spring Boot would report only the cause, without the
			// listener
			throw AnnotationValueResolver.invalid(attribute,
					"there is no " + type.getSimpleName() + " bean named '" + name + "'", null);
		}
		catch (BeansException ex) {
			throw AnnotationValueResolver.invalid(attribute,
					"there is no usable " + type.getSimpleName() + " named '" + name + "': " + ex.getMessage(), ex);
		}
	}

	/**
	 * Settings, each written as {@code name=value}.
	 * @param attribute the attribute's name
	 * @param values its values
	 * @return the values by name
	 */
	Map<String, String> properties(String attribute, String[] values) {
		Map<String, String> result = new LinkedHashMap<>();
		for (String value : values) {
			addProperties(attribute, value, object(attribute, value), result);
		}
		return result;
	}

	private static void addProperties(String attribute, String value, @Nullable Object resolved,
			Map<String, String> result) {
		if (resolved instanceof Map<?, ?> map) {
			map.forEach((name, element) -> result.put(name.toString(), String.valueOf(element)));
		}
		else if (resolved instanceof Collection<?> collection) {
			collection.forEach((element) -> addProperties(attribute, value, element, result));
		}
		else if (resolved instanceof Object[] array) {
			addProperties(attribute, value, Arrays.asList(array), result);
		}
		else if (resolved instanceof String text) {
			load(text).forEach((name, element) -> result.put(name.toString(), element.toString()));
		}
		else {
			throw AnnotationValueResolver.invalid(attribute, "'" + value + "' must be name=value but is " + resolved,
					null);
		}
	}

	private static Properties load(String text) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return properties;
	}

}
