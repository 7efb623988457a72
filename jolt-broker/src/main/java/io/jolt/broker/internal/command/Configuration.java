package io.jolt.broker.internal.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerTls;
import org.jspecify.annotations.Nullable;

/**
 * Copies a file's settings into a builder, and says which field is wrong if the builder
 * refuses one.
 */
final class Configuration {

	private final Path path;

	private final JoltBrokerBuilder builder = JoltBroker.builder();

	private Configuration(Path path) {
		this.path = path;
	}

	static JoltBrokerBuilder read(Path path) {
		Configuration configuration = new Configuration(path);
		configuration.apply(ConfigFileReader.read(path));
		return configuration.builder;
	}

	private void apply(ConfigFile file) {
		set("bind", file.bind(), this.builder::bind);
		set("port", file.port(), this.builder::port);
		if (file.security() != null) {
			apply(file.security());
		}
		if (file.tls() != null) {
			apply(file.tls());
		}
		if (file.limits() != null) {
			apply(file.limits());
		}
	}

	private void apply(ConfigFile.Security security) {
		List<ConfigFile.@Nullable User> users = (security.users() != null) ? security.users() : List.of();
		for (int i = 0; i < users.size(); i++) {
			set("security.users[" + i + "]", users.get(i), "an object", this::apply);
		}
		set("security.enabled", security.enabled(), this.builder::securityEnabled);
		if (Boolean.TRUE.equals(security.enabled()) && users.isEmpty()) {
			throw new MistakeException(this.path + ": security.users: security is on, but no users are configured");
		}
	}

	private void apply(ConfigFile.User user) {
		String name = user.name();
		if (name == null) {
			throw new IllegalArgumentException("name is missing");
		}
		List<@Nullable String> permissions = (user.permissions() != null) ? user.permissions() : List.of();
		if (permissions.stream().anyMatch(Objects::isNull)) {
			throw new IllegalArgumentException("a permission of the user '" + name + "' is null");
		}
		String[] array = permissions.stream().map(String::valueOf).toArray(String[]::new);
		String password = user.password();
		String hash = user.passwordHash();
		String subject = user.subject();
		if (password != null && hash == null) {
			this.builder.user(name, password, array);
		}
		else if (password == null && hash != null) {
			this.builder.userWithPasswordHash(name, hash, array);
		}
		else if (password == null && subject != null) {
			this.builder.userWithSubject(name, subject, array);
			return;
		}
		else {
			throw new IllegalArgumentException("the user '" + name + "' must have either password or passwordHash, not "
					+ ((password != null) ? "both" : "neither"));
		}
		if (subject != null) {
			this.builder.userSubject(name, subject);
		}
	}

	private void apply(ConfigFile.Tls tls) {
		JoltBrokerTls.Builder tlsBuilder = JoltBrokerTls.builder().privateKeyPassword(tls.privateKeyPassword());
		set("tls.certificate", tls.certificate(), (file) -> tlsBuilder.certificate(resolve(file)));
		set("tls.privateKey", tls.privateKey(), (file) -> tlsBuilder.privateKey(resolve(file)));
		set("tls.trust", tls.trust(), (file) -> tlsBuilder.trust(resolve(file)));
		set("tls.clientCertificate", tls.clientCertificate(),
				(mode) -> tlsBuilder.clientCertificate(clientCertificate(mode)));
		try {
			this.builder.tls(tlsBuilder.build());
		}
		catch (IllegalArgumentException ex) {
			// the message begins with the field
			throw new MistakeException(this.path + ": tls." + ex.getMessage());
		}
	}

	private Path resolve(String file) {
		return this.path.resolveSibling(file);
	}

	private static JoltBrokerTls.ClientCertificate clientCertificate(String mode) {
		return switch (mode) {
			case "required" -> JoltBrokerTls.ClientCertificate.REQUIRED;
			case "optional" -> JoltBrokerTls.ClientCertificate.OPTIONAL;
			default -> throw new IllegalArgumentException("it must be required or optional");
		};
	}

	private void apply(ConfigFile.Limits limits) {
		set("limits.maxLineBytes", limits.maxLineBytes(), this.builder::maxLineBytes);
		set("limits.maxConnections", limits.maxConnections(), this.builder::maxConnections);
		set("limits.maxConnectionsPerAddress", limits.maxConnectionsPerAddress(),
				this.builder::maxConnectionsPerAddress);
		set("limits.maxSubscriptionsPerConnection", limits.maxSubscriptionsPerConnection(),
				this.builder::maxSubscriptionsPerConnection);
		set("limits.maxSubscriptionBytesPerConnection", limits.maxSubscriptionBytesPerConnection(),
				this.builder::maxSubscriptionBytesPerConnection);
		set("limits.maxHeapBytes", limits.maxHeapBytes(), this.builder::maxHeapBytes);
		set("limits.maxDirectBytes", limits.maxDirectBytes(), this.builder::maxDirectBytes);
		set("limits.outboundSoftBytes", limits.outboundSoftBytes(), this.builder::outboundSoftBytes);
		set("limits.outboundSoftSeconds", limits.outboundSoftSeconds(),
				(seconds) -> this.builder.outboundSoftDuration(Duration.ofSeconds(seconds)));
		set("limits.outboundHardBytes", limits.outboundHardBytes(), this.builder::outboundHardBytes);
		set("limits.authenticationSeconds", limits.authenticationSeconds(),
				(seconds) -> this.builder.authenticationTimeout(Duration.ofSeconds(seconds)));
		set("limits.authenticationFailuresPerMinute", limits.authenticationFailuresPerMinute(),
				this.builder::authenticationFailuresPerMinute);
		set("limits.authenticationFailureDelayMillis", limits.authenticationFailureDelayMillis(),
				(millis) -> this.builder.authenticationFailureDelay(Duration.ofMillis(millis)));
		set("limits.throttleDelayMillis", limits.throttleDelayMillis(),
				(millis) -> this.builder.throttleDelay(Duration.ofMillis(millis)));
		set("limits.maxWaitingAuthentications", limits.maxWaitingAuthentications(),
				this.builder::maxWaitingAuthentications);
		set("limits.unauthenticatedLineBytes", limits.unauthenticatedLineBytes(),
				this.builder::unauthenticatedLineBytes);
		set("limits.unauthenticatedTotalBytes", limits.unauthenticatedTotalBytes(),
				this.builder::unauthenticatedTotalBytes);
		set("limits.unauthenticatedAnswerBytes", limits.unauthenticatedAnswerBytes(),
				this.builder::unauthenticatedAnswerBytes);
		set("limits.tlsHandshakeSeconds", limits.tlsHandshakeSeconds(),
				(seconds) -> this.builder.tlsHandshakeTimeout(Duration.ofSeconds(seconds)));
		set("limits.maxRefusedConnections", limits.maxRefusedConnections(), this.builder::maxRefusedConnections);
		set("limits.drainSeconds", limits.drainSeconds(),
				(seconds) -> this.builder.drainTimeout(Duration.ofSeconds(seconds)));
	}

	private <T> void set(String field, @Nullable T value, Consumer<T> setter) {
		if (value != null) {
			set(field, value, "given", setter);
		}
	}

	private <T> void set(String field, @Nullable T value, String expected, Consumer<T> setter) {
		if (value == null) {
			throw new MistakeException(this.path + ": " + field + " must be " + expected);
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new MistakeException(this.path + ": " + field + ": " + ex.getMessage());
		}
	}

}
