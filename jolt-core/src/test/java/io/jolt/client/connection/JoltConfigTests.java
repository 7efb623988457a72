package io.jolt.client.connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JoltConfigTests {

	@Test
	void theDefaultsAreThoseOfTheBroker() {
		for (JoltConfig config : new JoltConfig[] { new JoltConfig(), JoltConfig.newBuilder().build(),
				JoltConfig.builder().build() }) {
			assertThat(config.getHost()).isEqualTo("127.0.0.1");
			assertThat(config.getPort()).isEqualTo(8080);
			assertThat(config.isAllowPlaintextCredentials()).isFalse();
		}
	}

	@Test
	void hostAndPortAreAsGiven() {
		assertThat(new JoltConfig("broker.example", 7000)).hasToString("JoltConfig[host=broker.example, port=7000]");
		JoltConfig built = JoltConfig.newBuilder().host("::1").port(65535).allowPlaintextCredentials(true).build();
		assertThat(built.getHost()).isEqualTo("::1");
		assertThat(built.getPort()).isEqualTo(65535);
		assertThat(built.isAllowPlaintextCredentials()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void aBlankHostIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> new JoltConfig(host, 8080)).withMessageContaining("host");
		assertThatIllegalArgumentException().isThrownBy(JoltConfig.builder().host(host)::build);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 65536 })
	void aPortOutOfRangeIsRefused(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> new JoltConfig("localhost", port))
			.withMessageContaining("between 1 and 65535 but is " + port);
		assertThatIllegalArgumentException().isThrownBy(JoltConfig.builder().port(port)::build);
	}

}
