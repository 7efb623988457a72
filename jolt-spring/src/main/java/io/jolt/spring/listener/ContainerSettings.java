package io.jolt.spring.listener;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

import io.jolt.client.OverflowPolicy;

import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * Applies container settings that are given as text, with the names of the properties
 * {@code jolt.listener.*}.
 */
final class ContainerSettings {

	private static final Map<String, BiConsumer<ContainerProperties, String>> SETTINGS = new LinkedHashMap<>();
	static {
		SETTINGS.put("auto-startup", (properties, text) -> properties.setAutoStartup(parseBoolean(text)));
		SETTINGS.put("concurrency", (properties, text) -> properties.setConcurrency(parseInteger(text)));
		SETTINGS.put("group", ContainerProperties::setGroup);
		SETTINGS.put("overflow", (properties, text) -> properties.setOverflow(parseOverflow(text)));
		SETTINGS.put("queue-capacity", (properties, text) -> properties.setQueueCapacity(parseInteger(text)));
		SETTINGS.put("queue-size", (properties, text) -> properties.setQueueSizeBytes(DataSize.parse(text).toBytes()));
		SETTINGS.put("shutdown-timeout",
				(properties, text) -> properties.setShutdownTimeout(DurationFormatterUtils.detectAndParse(text)));
	}

	private ContainerSettings() {
	}

	static void set(ContainerProperties properties, String name, String text) {
		BiConsumer<ContainerProperties, String> setting = SETTINGS.get(canonical(name));
		if (setting == null) {
			throw new IllegalArgumentException("'" + name + "' is unknown; there are " + SETTINGS.keySet());
		}
		try {
			setting.accept(properties, text.trim());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'" + name + "' is '" + text + "': " + ex.getMessage(), ex);
		}
	}

	// queueCapacity is queue-capacity, as in Spring Boot's files
	private static String canonical(String name) {
		return name.trim().replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
	}

	private static boolean parseBoolean(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("it must be true or false");
		};
	}

	private static int parseInteger(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("it must be a whole number", ex);
		}
	}

	private static OverflowPolicy parseOverflow(String text) {
		String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
		return Arrays.stream(OverflowPolicy.values())
			.filter((policy) -> policy.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"it must be one of " + Arrays.toString(OverflowPolicy.values())));
	}

}
