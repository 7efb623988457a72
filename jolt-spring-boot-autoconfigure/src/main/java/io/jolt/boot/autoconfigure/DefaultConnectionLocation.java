package io.jolt.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The properties that locate the broker of the default connection.
 */
final class DefaultConnectionLocation {

	private static final List<String> PROPERTIES = List.of("jolt.url", "jolt.addresses", "jolt.host", "jolt.port",
			"jolt.connection-file");

	private DefaultConnectionLocation() {
	}

	/**
	 * Finds those that are set.
	 * @param environment the application's properties
	 * @return their names
	 */
	static List<String> properties(Environment environment) {
		Binder binder = KubernetesServiceLinks.binder(environment);
		// a single value is also a list, and an empty value is an empty list
		return PROPERTIES.stream()
			.filter((property) -> !binder.bind(property, Bindable.listOf(String.class)).orElseGet(List::of).isEmpty())
			.toList();
	}

}
