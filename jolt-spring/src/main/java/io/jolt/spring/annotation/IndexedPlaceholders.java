package io.jolt.spring.annotation;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Resolves placeholders for lists in the environment. A list in a YAML file is not one
 * property but several, {@code name[0]}, {@code name[1]} and so on, which a placeholder
 * for {@code name} does not find.
 */
final class IndexedPlaceholders {

	private final @Nullable Environment environment;

	private final PropertyLists lists;

	private final Function<String, @Nullable String> nameResolver;

	/**
	 * Creates an instance.
	 * @param environment the environment that has the lists, if any
	 * @param lists finds them
	 * @param nameResolver resolves the placeholders within a placeholder's name
	 */
	IndexedPlaceholders(@Nullable Environment environment, PropertyLists lists,
			Function<String, @Nullable String> nameResolver) {
		this.environment = environment;
		this.lists = lists;
		this.nameResolver = nameResolver;
	}

	/**
	 * The elements of the list that a text refers to.
	 * @param text the text
	 * @return the elements, or {@code null} if the text is not a placeholder for a list
	 */
	@Nullable List<String> elements(String text) {
		Placeholder placeholder = Placeholder.next(text.trim(), 0);
		if (this.environment == null || placeholder == null || placeholder.start() > 0
				|| placeholder.end() < text.trim().length()) {
			return null;
		}
		String name = name(placeholder);
		List<String> elements = list(name);
		String defaultValue = placeholder.defaultValue();
		return (elements != null || defaultValue == null || this.environment.containsProperty(name)) ? elements
				: elements(defaultValue);
	}

	/**
	 * Replaces placeholders for lists within a text, leaving all others.
	 * @param text the text
	 * @return the text with each list's elements, separated by commas
	 */
	String expand(String text) {
		if (this.environment == null) {
			return text;
		}
		StringBuilder result = new StringBuilder();
		int end = 0;
		for (Placeholder next = Placeholder.next(text, 0); next != null; next = Placeholder.next(text, end)) {
			result.append(text.substring(end, next.start())).append(expand(next));
			end = next.end();
		}
		return result.append(text.substring(end)).toString();
	}

	private String expand(Placeholder placeholder) {
		List<String> elements = list(name(placeholder));
		if (elements != null) {
			return String.join(",", elements);
		}
		String defaultValue = placeholder.defaultValue();
		return "${" + placeholder.name() + ((defaultValue != null) ? ":" + expand(defaultValue) : "") + "}";
	}

	private String name(Placeholder placeholder) {
		String name = placeholder.name().trim();
		String resolved = name.contains("${") ? this.nameResolver.apply(name) : name;
		return (resolved != null) ? resolved : name;
	}

	private @Nullable List<String> list(String name) {
		Environment properties = this.environment;
		List<String> elements = (properties != null && !name.isEmpty()) ? this.lists.find(properties, name) : null;
		if (properties == null || elements == null || elements.isEmpty()) {
			return null;
		}
		return elements.stream().map(properties::resolveRequiredPlaceholders).toList();
	}

}
