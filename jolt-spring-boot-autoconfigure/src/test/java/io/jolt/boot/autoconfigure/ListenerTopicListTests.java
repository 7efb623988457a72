package io.jolt.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.annotation.PropertyLists;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A placeholder for a list gives what {@code @ConfigurationProperties} would be bound to.
 */
class ListenerTopicListTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class))
		.withPropertyValues("jolt.listener.auto-startup=false")
		.withUserConfiguration(RegionListener.class);

	@ParameterizedTest
	@MethodSource
	void itIsWhatSpringBootBinds(List<PropertySource<?>> sources, List<String> expected) {
		with(sources).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(
					Binder.get(context.getEnvironment()).bind("app.region-names", Bindable.listOf(String.class)).get())
				.isEqualTo(expected);
			assertThat(RegionListener.topics(context)).isEqualTo(expected);
		});
	}

	static Stream<Arguments> itIsWhatSpringBootBinds() {
		PropertySource<?> three = list("three", "eu", "us", "asia");
		PropertySource<?> text = map("text", "app.region-names", "a, b");
		return Stream.of(Arguments.of(List.of(list("one", "eu"), three), List.of("eu")),
				Arguments.of(List.of(three, list("one", "x")), List.of("eu", "us", "asia")),
				Arguments.of(List.of(three, text), List.of("eu", "us", "asia")),
				Arguments.of(List.of(text, three), List.of("a", "b")),
				Arguments.of(List.of(variable("APP_REGIONNAMES_0", "x"), three), List.of("x")),
				Arguments.of(List.of(variable("APP_REGION_NAMES_0", "x"), three), List.of("x")),
				Arguments.of(List.of(variable("APP_REGIONNAMES", "x,y"), three), List.of("x", "y")),
				Arguments.of(List.of(map("camel", "app.regionNames[0]", "x"), three), List.of("x")),
				Arguments.of(List.of(list("placeholder", "${app.one}", "with,comma"), map("one", "app.one", "1")),
						List.of("1", "with,comma")));
	}

	@Test
	void aListWithAHoleIsAnError() {
		with(List.of(map("hole", "app.region-names[1]", "x")))
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("app.region-names[1]"));
	}

	@Test
	void anEmptyListIsAnError() {
		with(List.of(map("empty", "app.region-names", ""), list("one", "eu")))
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("'${app.region-names}'"));
	}

	@Test
	void theStrategyBacksOff() {
		this.contextRunner.withBean("mine", PropertyLists.class, () -> (environment, name) -> List.of(name))
			.run((context) -> assertThat(RegionListener.topics(context)).containsExactly("app.region-names"));
	}

	private ApplicationContextRunner with(List<PropertySource<?>> sources) {
		return this.contextRunner.withInitializer((context) -> {
			ConfigurableEnvironment environment = context.getEnvironment();
			sources.forEach(environment.getPropertySources()::addLast);
			ConfigurationPropertySources.attach(environment);
		});
	}

	private static PropertySource<?> list(String source, String... elements) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String element : elements) {
			properties.put("app.region-names[" + properties.size() + "]", element);
		}
		return new MapPropertySource(source, properties);
	}

	private static PropertySource<?> map(String source, String name, String value) {
		return new MapPropertySource(source, Map.of(name, value));
	}

	private static PropertySource<?> variable(String name, String value) {
		// only sources of this name are read as environment variables are
		return new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, value));
	}

	static class RegionListener {

		@JoltListener(id = "regions", topics = "${app.region-names}")
		void listen(String text) {
		}

		static List<String> topics(ApplicationContext context) {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			return Objects.requireNonNull(registry.getListenerContainer("regions")).getTopics();
		}

	}

}
