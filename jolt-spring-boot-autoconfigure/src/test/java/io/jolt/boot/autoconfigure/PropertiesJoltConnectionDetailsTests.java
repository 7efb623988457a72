package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertiesJoltConnectionDetailsTests {

	private final JoltClientProperties properties = new JoltClientProperties();

	@Test
	void theDefaultIsAnonymousAtLocalhost8080() {
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("localhost", 8080));
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
	}

	@Test
	void hostPortAndCredentialsAreUsed() {
		this.properties.setHost("broker");
		this.properties.setPort(9090);
		this.properties.setUsername("app");
		this.properties.setPassword("");
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("broker", 9090));
		assertThat(details.getUsername()).isEqualTo("app");
		assertThat(details.getPassword()).isEmpty();
	}

	@Test
	void theUrlBeatsTheOtherFour() {
		this.properties.setUrl(" jolt://url-user:url-password@url-host:1 ");
		this.properties.setHost("");
		this.properties.setPort(-1);
		this.properties.setUsername("app");
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("url-host", 1));
		assertThat(details.getUsername()).isEqualTo("url-user");
		assertThat(details.getPassword()).isEqualTo("url-password");
	}

	@Test
	void aUrlWithoutCredentialsIsAnonymous() {
		this.properties.setUrl("jolt://broker");
		this.properties.setUsername("app");
		this.properties.setPassword("password");
		assertThat(details().getUsername()).isNull();
		assertThat(details().getPassword()).isNull();
	}

	@Test
	void aBlankUrlCountsAsNone() {
		this.properties.setUrl(" ");
		assertThat(details().getAddresses()).containsExactly(new JoltAddress("localhost", 8080));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://app:sentinel@broker", "jolts://app:sentinel@broker", "jolt://app:sentinel@",
			"jolt://app:sentinel@broker:0", "jolt://app:sentinel@broker:70000", "jolt://sentinel@broker",
			"jolt://app:sentinel%@broker", "broker:8080", "jolt://app:sentinel@broker/path" })
	void aBadUrlIsNamedWithoutItsValue(String url) {
		this.properties.setUrl(url);
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.url")
			.withMessageNotContaining("sentinel")
			.withNoCause();
	}

	@Test
	void aBadHostOrPortIsNamed() {
		this.properties.setHost(" ");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.host");
		this.properties.setHost("broker");
		this.properties.setPort(0);
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.port");
	}

	@Test
	void halfOfTheCredentialsIsAMistake() {
		this.properties.setUsername("app");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.password");
		this.properties.setUsername(null);
		this.properties.setPassword("sentinel");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.username")
			.withMessageNotContaining("sentinel");
	}

	private PropertiesJoltConnectionDetails details() {
		return new PropertiesJoltConnectionDetails(this.properties);
	}

}
