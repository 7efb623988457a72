package io.jolt.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.core.env.Environment;

/**
 * Finds the names of the connections below {@code jolt.connections} before any beans
 * exist.
 */
final class JoltConnectionNames {

	// they become parts of the names of beans and health components, and tags of meters
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

	private JoltConnectionNames() {
	}

	/**
	 * Finds the names.
	 * @param environment the application's properties
	 * @return the names, except that of the default connection
	 * @throws InvalidJoltPropertyException if a name cannot be used
	 */
	static Set<String> of(Environment environment) {
		Set<String> names = KubernetesServiceLinks.binder(environment)
			.bind(JoltConnectionSettings.NAMED_PREFIX, Bindable.mapOf(String.class, JoltMessagingProperties.class))
			.map((connections) -> connections.keySet())
			.orElseGet(Set::of);
		names.forEach(JoltConnectionNames::check);
		return withoutOtherSpellings(names);
	}

	// an environment variable that sets a property of 'my-broker' spells it 'mybroker',
	// which is not a separate connection
	private static Set<String> withoutOtherSpellings(Set<String> names) {
		Map<String, String> spellings = new LinkedHashMap<>();
		names.forEach((name) -> spellings.merge(plain(name), name,
				(known, other) -> known.equals(plain(known)) ? other : known));
		return new LinkedHashSet<>(spellings.values());
	}

	private static String plain(String name) {
		return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	private static void check(String name) {
		if (JoltClientLifecycle.DEFAULT_CONNECTION_NAME.equalsIgnoreCase(name)) {
			throw new InvalidJoltPropertyException(JoltConnectionSettings.NAMED_PREFIX, "the name '" + name
					+ "' belongs to the connection of the properties 'jolt.url', 'jolt.host' and so on");
		}
		if (!NAME.matcher(name).matches()) {
			throw new InvalidJoltPropertyException(JoltConnectionSettings.NAMED_PREFIX, "'" + name
					+ "' is not a valid connection name: it must consist of letters, digits, hyphens and underscores");
		}
	}

}
