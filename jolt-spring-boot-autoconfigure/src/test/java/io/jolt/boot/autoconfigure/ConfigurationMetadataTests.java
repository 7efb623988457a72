package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Set<String> WITHOUT_DEFAULT = Set.of("jolt.url", "jolt.username", "jolt.password",
			"jolt.template.default-topic", "jolt.addresses", "jolt.ssl.enabled", "jolt.ssl.bundle",
			"jolt.connection-file", "jolt.connection-file-passphrase", "jolt.connections");

	@Test
	void everyPropertyIsDescribed() throws IOException {
		List<JsonNode> properties = properties();
		assertThat(properties).extracting((property) -> property.get("name").asString())
			.containsExactlyInAnyOrder("jolt.addresses", "jolt.allow-plaintext-credentials", "jolt.connect-timeout",
					"jolt.connection-file", "jolt.connection-file-passphrase", "jolt.connections",
					"jolt.embedded.authentication-failure-delay", "jolt.embedded.authentication-failures-per-minute",
					"jolt.embedded.authentication-timeout", "jolt.embedded.drain-timeout", "jolt.embedded.enabled",
					"jolt.embedded.max-connections", "jolt.embedded.max-connections-per-address",
					"jolt.embedded.max-line-size", "jolt.embedded.max-subscriptions-per-connection",
					"jolt.embedded.outbound-hard-size", "jolt.embedded.outbound-soft-duration",
					"jolt.embedded.outbound-soft-size", "jolt.embedded.port", "jolt.embedded.throttle-delay",
					"jolt.embedded.tls-handshake-timeout", "jolt.embedded.unauthenticated-answer-size",
					"jolt.embedded.unauthenticated-line-size", "jolt.embedded.unauthenticated-total-size",
					"jolt.escape-non-ascii", "jolt.headers-on-plain-broker", "jolt.host", "jolt.listener.auto-startup",
					"jolt.listener.concurrency", "jolt.listener.dead-letter.enabled", "jolt.listener.dead-letter.suffix",
					"jolt.listener.overflow", "jolt.listener.queue-capacity",
					"jolt.listener.queue-size", "jolt.listener.retry.enabled", "jolt.listener.retry.initial-interval",
					"jolt.listener.retry.max-attempts", "jolt.listener.retry.max-interval",
					"jolt.listener.retry.multiplier", "jolt.listener.shutdown-timeout", "jolt.max-line-size",
					"jolt.max-outstanding-pings", "jolt.negotiate", "jolt.outgoing-buffer-size", "jolt.password",
					"jolt.ping-interval", "jolt.port", "jolt.publish-acknowledgement", "jolt.reconnect.initial-delay",
					"jolt.reconnect.max-delay", "jolt.reconnect.multiplier", "jolt.request-timeout", "jolt.ssl.bundle",
					"jolt.ssl.enabled", "jolt.startup", "jolt.startup-timeout", "jolt.template.default-topic",
					"jolt.url", "jolt.username", "jolt.write-timeout", "management.endpoint.jolt.access",
					"management.endpoint.jolt.cache.time-to-live", "management.health.jolt.enabled");
		assertThat(properties).allSatisfy(
				(property) -> assertThat(property.path("description").asString("")).as(property.get("name").asString())
					.endsWith("."));
	}

	@Test
	void everyPropertyThatHasADefaultShowsIt() throws IOException {
		Set<String> withoutDefault = properties().stream()
			.filter((property) -> !property.has("defaultValue"))
			.map((property) -> property.get("name").asString())
			.collect(Collectors.toSet());
		assertThat(withoutDefault).isEqualTo(WITHOUT_DEFAULT);
	}

	private static List<JsonNode> properties() throws IOException {
		// that of this module: a file of the same name is in many jars
		URL module = JoltProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream metadata = new UrlResource(module)
			.createRelative("META-INF/spring-configuration-metadata.json")
			.getInputStream()) {
			List<JsonNode> properties = new ArrayList<>();
			JsonMapper.shared().readTree(metadata).get("properties").forEach(properties::add);
			return properties;
		}
	}

}
