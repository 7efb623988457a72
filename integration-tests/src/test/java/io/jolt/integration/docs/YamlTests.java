package io.jolt.integration.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jolt.integration.docs.Document.Example;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ClassUtils;

/**
 * Every setting that the documents show exists, and its value can be bound to its type;
 * but for {@code app.*}, which stands for the reader's own.
 */
class YamlTests {

	private static final Pattern FILE_OF_ANOTHER_TOOL = Pattern.compile("# (compose|[a-z]+-deployment)\\.yaml");

	private static final Map<String, JsonNode> PROPERTIES = Metadata.properties();

	@ParameterizedTest
	@MethodSource("examples")
	void everySettingExistsAndBinds(Example example) throws IOException {
		for (Map<String, Object> settings : settings(example)) {
			Binder binder = Binder.get(environment(settings));
			settings.keySet().removeIf((key) -> key.startsWith("app."));
			for (String key : settings.keySet()) {
				JsonNode property = property(ConfigurationPropertyName.of(key));
				if (property == null) {
					throw new AssertionError("There is no property " + key);
				}
				String name = property.path("name").asString();
				if (name.startsWith("jolt.")) {
					binder.bind(name, bindable(property.path("type").asString()),
							new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
				}
			}
		}
	}

	// a setting within a list or a map is that list's or map's
	private static @Nullable JsonNode property(ConfigurationPropertyName key) {
		ConfigurationPropertyName name = key;
		while (!name.isEmpty()) {
			JsonNode property = PROPERTIES.get(name.toString());
			if (property != null) {
				return (name.equals(key) || isContainer(property)) ? property : null;
			}
			name = name.getParent();
		}
		return null;
	}

	private static boolean isContainer(JsonNode property) {
		String type = property.path("type").asString();
		return type.startsWith("java.util.") || type.endsWith("[]");
	}

	private static Bindable<?> bindable(String type) {
		int start = type.indexOf('<');
		if (start < 0) {
			return Bindable.of(type(type));
		}
		Class<?>[] generics = Stream.of(type.substring(start + 1, type.length() - 1).split(","))
			.map(YamlTests::type)
			.toArray(Class<?>[]::new);
		return Bindable.of(ResolvableType.forClassWithGenerics(type(type.substring(0, start)), generics));
	}

	private static Class<?> type(String name) {
		return ClassUtils.resolveClassName(name.strip(), YamlTests.class.getClassLoader());
	}

	private static List<Map<String, Object>> settings(Example example) throws IOException {
		ByteArrayResource resource = new ByteArrayResource(example.text().getBytes(StandardCharsets.UTF_8));
		List<Map<String, Object>> documents = new ArrayList<>();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load(example.place(), resource)) {
			Map<String, Object> settings = new TreeMap<>();
			for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				Object value = source.getProperty(key);
				settings.put(key, (value instanceof OriginTrackedValue tracked) ? tracked.getValue() : value);
			}
			documents.add(settings);
		}
		return documents;
	}

	private static StandardEnvironment environment(Map<String, Object> settings) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		sources.addFirst(new MapPropertySource("example", settings));
		return environment;
	}

	static Stream<Example> examples() {
		return Document.all()
			.stream()
			.flatMap((document) -> document.examples("yaml").stream())
			.filter((example) -> !FILE_OF_ANOTHER_TOOL.matcher(example.text()).lookingAt());
	}

}
