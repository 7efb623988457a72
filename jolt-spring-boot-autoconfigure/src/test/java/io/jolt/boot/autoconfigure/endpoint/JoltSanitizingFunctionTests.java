package io.jolt.boot.autoconfigure.endpoint;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JoltSanitizingFunctionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltSanitizingAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "jolt.password", "JOLT_PASSWORD", "jolt.connection-file-passphrase",
			"jolt.connectionFilePassphrase", "JOLT_CONNECTIONFILEPASSPHRASE", "JOLT_CONNECTION_FILE_PASSPHRASE",
			"jolt.connections.billing.password", "JOLT_CONNECTIONS_BILLING_PASSWORD",
			"jolt.connections.billing-eu.connection-file-passphrase" })
	void secretsAreMaskedHoweverTheyAreSpelled(String key) {
		assertThat(sanitized(key, "sentinel")).isEqualTo("******");
	}

	@ParameterizedTest
	@CsvSource({ "jolt://app:sentinel@broker:9,jolt://******@broker:9",
			"jolts://app:sentinel@broker,jolts://******@broker", "jolt://broker:9,jolt://broker:9",
			"app:sentinel@broker,******@broker", "jolt://a:sent@inel@broker,jolt://******@broker",
			"app:sentinel@jolt://broker,******@jolt://broker" })
	void ofAUrlOnlyTheUserIsMasked(String url, String shown) {
		assertThat(sanitized("jolt.url", url)).isEqualTo(shown);
		assertThat(sanitized("JOLT_URL", url)).isEqualTo(shown);
		assertThat(sanitized("jolt.connections.billing.url", url)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "sun.java.command|app.jar --jolt.password=sentinel",
					"sun.java.command|app.jar --jolt.url=jolt://app:sentinel@broker",
					"sun.java.command|app.jar --jolt.connections.billing.password=sentinel",
					"JAVA_TOOL_OPTIONS|-Djolt.connection-file-passphrase=sentinel",
					"SPRING_APPLICATION_JSON|{\"jolt\":{\"password\":\"sentinel\"}}",
					"spring.application.json|{\"jolt.url\":\"jolt://app:sentinel@broker\"}" })
	void aCommandLineWithASecretIsMasked(String key, String value) {
		assertThat(sanitized(key, value)).isEqualTo("******");
	}

	@Test
	void aCommandLineWithoutASecretIsShown() {
		assertThat(sanitized("sun.java.command", "app.jar --jolt.port=9")).isEqualTo("app.jar --jolt.port=9");
	}

	@Test
	void allElseIsShown() {
		assertThat(sanitized("jolt.host", "broker")).isEqualTo("broker");
		assertThat(sanitized("other.password", "theirs")).isEqualTo("theirs");
		assertThat(sanitized("jolt.url", null)).isNull();
	}

	@Test
	void theFunctionIsThereUnlessTheUserHasAnother() {
		this.contextRunner.run((context) -> assertThat(context).getBean(SanitizingFunction.class)
			.isInstanceOf(JoltSanitizingFunction.class));
		SanitizingFunction mine = (data) -> data;
		this.contextRunner.withBean("joltSanitizingFunction", SanitizingFunction.class, () -> mine)
			.run((context) -> assertThat(context).getBean(SanitizingFunction.class).isSameAs(mine));
	}

	@Test
	void noActuatorIsNeeded() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("joltSanitizingFunction"));
	}

	private static @Nullable Object sanitized(String key, @Nullable String value) {
		return new JoltSanitizingFunction().apply(new SanitizableData(null, key, value)).getValue();
	}

}
