package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Knows lists in the environment. A list in a YAML file is not one property but several,
 * {@code name[0]}, {@code name[1]} and so on, which a placeholder for {@code name} does
 * not find.
 */
final class IndexedPlaceholders {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)(:[^${}]*)?}");

	private final @Nullable Environment environment;

	IndexedPlaceholders(@Nullable Environment environment) {
		this.environment = environment;
	}

	/**
	 * The elements of the list that a text consists of.
	 * @param text the text
	 * @return the elements, or {@code null} if the text is no placeholder for a list
	 */
	@Nullable List<String> elements(String text) {
		Matcher matcher = PLACEHOLDER.matcher(text.trim());
		if (!matcher.matches()) {
			return null;
		}
		List<String> elements = list(matcher.group(1).trim());
		return elements.isEmpty() ? null : elements;
	}

	/**
	 * Replaces placeholders for lists within a text, leaving all others.
	 * @param text the text
	 * @return the text with each list's elements, separated by commas
	 */
	String expand(String text) {
		if (this.environment == null || !text.contains("${")) {
			return text;
		}
		return PLACEHOLDER.matcher(text).replaceAll((match) -> {
			List<String> elements = list(match.group(1).trim());
			return Matcher.quoteReplacement(elements.isEmpty() ? match.group() : String.join(",", elements));
		});
	}

	private List<String> list(String name) {
		List<String> elements = new ArrayList<>();
		if (this.environment != null && !this.environment.containsProperty(name)) {
			String element = this.environment.getProperty(name + "[0]");
			while (element != null) {
				elements.add(element);
				element = this.environment.getProperty(name + "[" + elements.size() + "]");
			}
		}
		return elements;
	}

}
