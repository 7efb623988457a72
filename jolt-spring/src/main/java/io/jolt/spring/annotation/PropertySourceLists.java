package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads lists from one property source after another, as Spring Boot's binder does, so
 * that a list never mixes elements from several. Supports environment variables
 * ({@code NAME_0}) but no other relaxed spellings.
 */
final class PropertySourceLists implements PropertyLists {

	// Spring Boot's view of all other sources, which mixes their elements
	private static final String VIEW_OF_ALL = "configurationProperties";

	@Override
	public @Nullable List<String> find(Environment environment, String name) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			for (PropertySource<?> source : configurable.getPropertySources()) {
				if (source.getName().equals(VIEW_OF_ALL)) {
					continue;
				}
				if (source.containsProperty(name)) {
					return null;
				}
				List<String> elements = elements(source, name);
				if (!elements.isEmpty()) {
					return elements;
				}
			}
		}
		return null;
	}

	private static List<String> elements(PropertySource<?> source, String name) {
		List<String> elements = new ArrayList<>();
		Object element = element(source, name, 0);
		while (element != null) {
			elements.add(element.toString());
			element = element(source, name, elements.size());
		}
		return elements;
	}

	private static @Nullable Object element(PropertySource<?> source, String name, int index) {
		Object element = source.getProperty(name + "[" + index + "]");
		if (element == null && source instanceof SystemEnvironmentPropertySource) {
			// the source itself converts the name to upper case and other characters to
			// underscores
			element = Stream.of(name, name.replace("-", ""))
				.map((spelling) -> source.getProperty(spelling + "_" + index))
				.filter((value) -> value != null)
				.findFirst()
				.orElse(null);
		}
		return element;
	}

}
