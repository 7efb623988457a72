package io.jolt.boot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Set<String> WITHOUT_DEFAULT = Set.of("jolt.url", "jolt.username", "jolt.password",
			"jolt.template.default-topic", "jolt.listener.group", "jolt.compression.max-decompressed-size",
			"jolt.addresses", "jolt.ssl.enabled", "jolt.ssl.bundle", "jolt.connection-file",
			"jolt.connection-file-passphrase", "jolt.connections", "jolt.embedded.max-heap-size",
			"jolt.embedded.max-direct-size");

	@Test
	void everyPropertyIsDescribed() throws IOException {
		List<JsonNode> properties = metadata("properties");
		assertThat(properties).extracting((property) -> property.get("name").asString())
			.filteredOn((name) -> name.startsWith("jolt."))
			.containsExactlyInAnyOrderElementsOf(beanProperties().keySet());
		assertThat(properties).allSatisfy(
				(property) -> assertThat(property.path("description").asString("")).as(property.get("name").asString())
					.endsWith("."));
	}

	@Test
	void everyPropertyThatHasADefaultShowsIt() throws IOException {
		Set<String> withoutDefault = metadata("properties").stream()
			.filter((property) -> !property.has("defaultValue"))
			.map((property) -> property.get("name").asString())
			.collect(Collectors.toSet());
		assertThat(withoutDefault).isEqualTo(WITHOUT_DEFAULT);
	}

	@Test
	void theDefaultsThatAreShownAreTheRealOnes() throws IOException {
		Map<String, Object> shown = new HashMap<>();
		for (JsonNode property : metadata("properties")) {
			if (property.has("defaultValue")) {
				shown.put(property.get("name").asString(), property.get("defaultValue").asString());
			}
		}
		JoltProperties bound = new Binder(new MapConfigurationPropertySource(shown)).bind("jolt", JoltProperties.class)
			.get();
		assertThat(bound).usingRecursiveComparison().isEqualTo(new JoltProperties());
	}

	@Test
	void everyEnumerationsValuesAreHinted() throws IOException {
		Map<String, Set<String>> hinted = new TreeMap<>();
		for (JsonNode hint : metadata("hints")) {
			hinted.put(hint.get("name").asString(),
					StreamSupport.stream(hint.get("values").spliterator(), false)
						.map((value) -> value.get("value").asString())
						.collect(Collectors.toSet()));
		}
		Map<String, Set<String>> constants = new TreeMap<>();
		beanProperties().forEach((name, type) -> {
			if (type.isEnum()) {
				constants.put(name,
						Arrays.stream(type.getEnumConstants())
							.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
							.collect(Collectors.toSet()));
			}
		});
		assertThat(hinted).isEqualTo(constants);
	}

	private static Map<String, Class<?>> beanProperties() {
		Map<String, Class<?>> properties = new TreeMap<>();
		collect("jolt", new JoltProperties(), properties);
		return properties;
	}

	private static void collect(String prefix, Object bean, Map<String, Class<?>> properties) {
		BeanWrapper wrapper = PropertyAccessorFactory.forBeanPropertyAccess(bean);
		for (PropertyDescriptor property : wrapper.getPropertyDescriptors()) {
			Class<?> type = property.getPropertyType();
			if (type == null || type == Class.class) {
				continue;
			}
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(property.getName());
			Object group = group(wrapper, property.getName(), type);
			if (group != null) {
				collect(name, group, properties);
			}
			else {
				properties.put(name, type);
			}
		}
	}

	private static @Nullable Object group(BeanWrapper wrapper, String property, Class<?> type) {
		return (type.getPackageName().equals(JoltProperties.class.getPackageName()) && !type.isEnum())
				? wrapper.getPropertyValue(property) : null;
	}

	private static List<JsonNode> metadata(String part) throws IOException {
		// that of this module: a file of the same name is in many jars
		URL module = JoltProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream metadata = new UrlResource(module)
			.createRelative("META-INF/spring-configuration-metadata.json")
			.getInputStream()) {
			List<JsonNode> parts = new ArrayList<>();
			JsonMapper.shared().readTree(metadata).get(part).forEach(parts::add);
			return parts;
		}
	}

}
