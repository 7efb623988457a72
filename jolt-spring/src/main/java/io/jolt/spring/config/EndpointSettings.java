package io.jolt.spring.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

import io.jolt.client.OverflowPolicy;
import io.jolt.spring.listener.ContainerProperties;

import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * Applies what an endpoint asks for to its container's properties: its further settings
 * by name first, so that what has a getter of its own takes precedence.
 */
final class EndpointSettings {

	private static final Map<String, BiConsumer<ContainerProperties, String>> SETTINGS = settings();

	private EndpointSettings() {
	}

	private static Map<String, BiConsumer<ContainerProperties, String>> settings() {
		Map<String, BiConsumer<ContainerProperties, String>> settings = new LinkedHashMap<>();
		settings.put("auto-startup", (properties, value) -> properties.setAutoStartup(parseBoolean(value)));
		settings.put("concurrency", (properties, value) -> properties.setConcurrency(Integer.parseInt(value)));
		settings.put("overflow", (properties, value) -> properties.setOverflow(parseOverflow(value)));
		settings.put("queue-capacity", (properties, value) -> properties.setQueueCapacity(Integer.parseInt(value)));
		settings.put("queue-size",
				(properties, value) -> properties.setQueueSizeBytes(DataSize.parse(value).toBytes()));
		settings.put("shutdown-timeout",
				(properties, value) -> properties.setShutdownTimeout(DurationFormatterUtils.detectAndParse(value)));
		return settings;
	}

	static void apply(JoltListenerEndpoint endpoint, ContainerProperties properties) {
		endpoint.getProperties().forEach((name, value) -> applySetting(endpoint, name, value, properties));
		if (endpoint.getAutoStartup() != null) {
			properties.setAutoStartup(endpoint.getAutoStartup());
		}
		if (endpoint.getOverflow() != null) {
			properties.setOverflow(endpoint.getOverflow());
		}
		if (endpoint.getQueueCapacity() != null) {
			properties.setQueueCapacity(endpoint.getQueueCapacity());
		}
		if (endpoint.getConcurrency() != null) {
			properties.setConcurrency(endpoint.getConcurrency());
		}
		if (endpoint.getFilter() != null) {
			properties.setFilter(endpoint.getFilter());
		}
		if (endpoint.getErrorHandler() != null) {
			properties.setErrorHandler(endpoint.getErrorHandler());
		}
	}

	private static void applySetting(JoltListenerEndpoint endpoint, String name, String value,
			ContainerProperties properties) {
		BiConsumer<ContainerProperties, String> setting = SETTINGS.get(canonical(name));
		if (setting == null) {
			throw new IllegalArgumentException("Invalid properties of " + endpoint + ": '" + name
					+ "' is unknown; there are " + SETTINGS.keySet());
		}
		try {
			setting.accept(properties, value.trim());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"Invalid properties of " + endpoint + ": '" + name + "' is '" + value + "': " + ex.getMessage(),
					ex);
		}
	}

	// queueCapacity is queue-capacity, as in Spring Boot's files
	private static String canonical(String name) {
		return name.trim().replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
	}

	private static boolean parseBoolean(String value) {
		return switch (value.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("it must be true or false");
		};
	}

	private static OverflowPolicy parseOverflow(String value) {
		String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
		return Arrays.stream(OverflowPolicy.values())
			.filter((policy) -> policy.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"it must be one of " + Arrays.toString(OverflowPolicy.values())));
	}

}
