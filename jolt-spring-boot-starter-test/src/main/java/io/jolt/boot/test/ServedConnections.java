package io.jolt.boot.test;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jolt.boot.autoconfigure.KubernetesServiceLinks;
import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds the application's connections that lead to the broker of its test.
 */
final class ServedConnections {

	private static final String NAMED_PREFIX = "jolt.connections";

	// without any of these, an application with named connections has no default
	// connection
	private static final List<String> OF_DEFAULT_CONNECTION = List.of("jolt.url", "jolt.addresses", "jolt.host",
			"jolt.port", "jolt.connection-file", "jolt.embedded.enabled");

	private ServedConnections() {
	}

	/**
	 * Finds the connections.
	 * @param wanted their names; empty for all of the application's connections
	 * @param environment the application's properties
	 * @return the prefix of their properties, by name
	 */
	static Map<String, String> find(List<String> wanted, Environment environment) {
		Map<String, String> prefixes = new LinkedHashMap<>();
		for (String name : wanted.isEmpty() ? all(environment) : wanted) {
			boolean isDefault = JoltClientLifecycle.DEFAULT_CONNECTION_NAME.equals(name);
			prefixes.put(name, isDefault ? "jolt." : NAMED_PREFIX + "." + name + ".");
		}
		return prefixes;
	}

	private static Set<String> all(Environment environment) {
		Binder binder = KubernetesServiceLinks.binder(environment);
		Set<String> names = new LinkedHashSet<>(binder.bind(NAMED_PREFIX, Bindable.mapOf(String.class, Object.class))
			.map(Map::keySet)
			.orElseGet(Set::of));
		if (names.isEmpty() || OF_DEFAULT_CONNECTION.stream()
			.anyMatch((property) -> binder.bind(property, Bindable.of(Object.class)).isBound())) {
			names.add(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
		}
		return names;
	}

}
