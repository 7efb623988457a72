package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.client.tcp.JoltTls;
import io.jolt.client.tcp.JoltTlsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.test.util.ReflectionTestUtils;

/**
 * What a builder had collected at a moment, for which it has no public method.
 */
final class BuilderOptions {

	private final Object values;

	private BuilderOptions(Object values) {
		this.values = values;
	}

	static BuilderOptions of(JoltClientBuilder builder) {
		return new BuilderOptions(Objects.requireNonNull(ReflectionTestUtils.invokeMethod(builder, "options")));
	}

	/**
	 * All of it, to be compared field by field.
	 * @return the values, by the names of the builder's methods
	 */
	Object values() {
		return this.values;
	}

	@Nullable Object value(String name) {
		return ReflectionTestUtils.getField(this.values, name);
	}

	Duration requestTimeout() {
		return (Duration) Objects.requireNonNull(value("requestTimeout"));
	}

	List<JoltAddress> addresses() {
		return ((JoltAddressProvider) Objects.requireNonNull(value("addressProvider"))).addresses();
	}

	@Nullable JoltCredentials credentials() {
		return ((JoltCredentialsProvider) Objects.requireNonNull(value("credentialsProvider"))).credentials();
	}

	@Nullable JoltTls tls() {
		return ((JoltTlsProvider) Objects.requireNonNull(value("tlsProvider"))).tls();
	}

}
