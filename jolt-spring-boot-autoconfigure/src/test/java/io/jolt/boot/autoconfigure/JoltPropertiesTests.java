package io.jolt.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class JoltPropertiesTests {

	@Test
	void theDefaultsAreThoseOfTheDocumentation() {
		JoltProperties properties = new JoltProperties();
		assertThat(properties.getUrl()).isNull();
		assertThat(properties.getHost()).isEqualTo("localhost");
		assertThat(properties.getPort()).isEqualTo(8080);
		assertThat(properties.getUsername()).isNull();
		assertThat(properties.getPassword()).isNull();
		assertThat(properties.getAddresses()).isEmpty();
		assertThat(properties.getSsl().getEnabled()).isNull();
		assertThat(properties.getSsl().getBundle()).isNull();
		assertThat(properties.getConnectionFile()).isNull();
		assertThat(properties.getConnectionFilePassphrase()).isNull();
		assertThat(properties.getWriteTimeout()).hasSeconds(10);
		assertThat(properties.getMaxOutstandingPings()).isEqualTo(2);
		assertThat(properties.getOutgoingBufferSize()).isEqualTo(DataSize.ofMegabytes(8));
		assertThat(properties.getConnectTimeout()).hasSeconds(10);
		assertThat(properties.getRequestTimeout()).hasSeconds(10);
		assertThat(properties.getReplyTimeout()).hasSeconds(10);
		assertThat(properties.getRequests().getMaxWaiting()).isEqualTo(16_384);
		assertThat(properties.getCalls().getMaxOpen()).isEqualTo(16_384);
		assertThat(properties.getCalls().getWindow()).isEqualTo(64);
		assertThat(properties.getPingInterval()).hasSeconds(20);
		assertThat(properties.getReconnect().getInitialDelay()).hasSeconds(1);
		assertThat(properties.getReconnect().getMaxDelay()).hasSeconds(30);
		assertThat(properties.getReconnect().getMultiplier()).isEqualTo(2);
		assertThat(properties.getNegotiate()).isEqualTo(NegotiationMode.AUTO);
		assertThat(properties.getPublishAcknowledgement()).isEqualTo(PublishAcknowledgement.AUTO);
		assertThat(properties.getHeadersOnPlainBroker()).isEqualTo(HeadersOnPlainBroker.FAIL);
		assertThat(properties.isEscapeNonAscii()).isTrue();
		assertThat(properties.isAllowPlaintextCredentials()).isFalse();
		assertThat(properties.getMaxLineSize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(properties.getStartup()).isEqualTo(StartupMode.RETRY);
		assertThat(properties.getStartupTimeout()).hasSeconds(5);
		assertThat(properties.getTemplate().getDefaultTopic()).isNull();
		assertThat(properties.getListener().isAutoStartup()).isTrue();
		assertThat(properties.getListener().getGroup()).isNull();
		assertThat(properties.getCompression().isEnabled()).isFalse();
		assertThat(properties.getCompression().getThreshold()).isEqualTo(DataSize.ofKilobytes(1));
		assertThat(properties.getCompression().getMaxDecompressedSize()).isNull();
		assertThat(properties.getListener().getQueueCapacity()).isEqualTo(10_000);
		assertThat(properties.getListener().getQueueSize()).isEqualTo(DataSize.ofMegabytes(8));
		assertThat(properties.getListener().getOverflow()).isEqualTo(OverflowPolicy.BLOCK);
		assertThat(properties.getListener().getShutdownTimeout()).hasSeconds(20);
		assertThat(properties.getEmbedded().isEnabled()).isFalse();
		assertThat(properties.getEmbedded().getPort()).isZero();
	}

	@Test
	void theEmbeddedBrokersLimitsAreThoseOfTheDocumentation() {
		JoltEmbeddedProperties embedded = new JoltEmbeddedProperties();
		assertThat(embedded.getMaxLineSize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(embedded.getMaxConnections()).isEqualTo(1024);
		assertThat(embedded.getMaxConnectionsPerAddress()).isEqualTo(1024);
		assertThat(embedded.getMaxSubscriptionsPerConnection()).isEqualTo(10_000);
		assertThat(embedded.getMaxSubscriptionSizePerConnection()).isEqualTo(DataSize.ofMegabytes(4));
		assertThat(embedded.getMaxHeapSize()).as("a share of the heap").isNull();
		assertThat(embedded.getMaxDirectSize()).as("a share of what there is").isNull();
		assertThat(embedded.getOutboundSoftSize()).isEqualTo(DataSize.ofMegabytes(8));
		assertThat(embedded.getOutboundSoftDuration()).isEqualTo(Duration.ofSeconds(60));
		assertThat(embedded.getOutboundHardSize()).isEqualTo(DataSize.ofMegabytes(32));
		assertThat(embedded.getAuthenticationTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(embedded.getAuthenticationFailureDelay()).isEqualTo(Duration.ofMillis(100));
		assertThat(embedded.getAuthenticationFailuresPerMinute()).isEqualTo(5);
		assertThat(embedded.getThrottleDelay()).isEqualTo(Duration.ofSeconds(1));
		assertThat(embedded.getUnauthenticatedLineSize()).isEqualTo(DataSize.ofKilobytes(16));
		assertThat(embedded.getUnauthenticatedTotalSize()).isEqualTo(DataSize.ofKilobytes(64));
		assertThat(embedded.getUnauthenticatedAnswerSize()).isEqualTo(DataSize.ofKilobytes(16));
		assertThat(embedded.getDrainTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(embedded.getTlsHandshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void everyLimitOfTheEmbeddedBrokerBindsUnderItsName() {
		Map<String, String> values = new HashMap<>();
		values.put("jolt.embedded.max-line-size", "2MB");
		values.put("jolt.embedded.max-connections", "7");
		values.put("jolt.embedded.max-connections-per-address", "6");
		values.put("jolt.embedded.max-subscriptions-per-connection", "5");
		values.put("jolt.embedded.max-subscription-size-per-connection", "4KB");
		values.put("jolt.embedded.max-heap-size", "5KB");
		values.put("jolt.embedded.max-direct-size", "6KB");
		values.put("jolt.embedded.outbound-soft-size", "3MB");
		values.put("jolt.embedded.outbound-soft-duration", "6s");
		values.put("jolt.embedded.outbound-hard-size", "4MB");
		values.put("jolt.embedded.authentication-timeout", "7s");
		values.put("jolt.embedded.authentication-failure-delay", "8ms");
		values.put("jolt.embedded.authentication-failures-per-minute", "9");
		values.put("jolt.embedded.throttle-delay", "10s");
		values.put("jolt.embedded.unauthenticated-line-size", "1KB");
		values.put("jolt.embedded.unauthenticated-total-size", "2KB");
		values.put("jolt.embedded.unauthenticated-answer-size", "3KB");
		values.put("jolt.embedded.drain-timeout", "11s");
		values.put("jolt.embedded.tls-handshake-timeout", "12s");
		JoltEmbeddedProperties embedded = bind(values).getEmbedded();
		assertThat(embedded.getMaxLineSize()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(embedded.getMaxConnections()).isEqualTo(7);
		assertThat(embedded.getMaxConnectionsPerAddress()).isEqualTo(6);
		assertThat(embedded.getMaxSubscriptionsPerConnection()).isEqualTo(5);
		assertThat(embedded.getMaxSubscriptionSizePerConnection()).isEqualTo(DataSize.ofKilobytes(4));
		assertThat(embedded.getMaxHeapSize()).isEqualTo(DataSize.ofKilobytes(5));
		assertThat(embedded.getMaxDirectSize()).isEqualTo(DataSize.ofKilobytes(6));
		assertThat(embedded.getOutboundSoftSize()).isEqualTo(DataSize.ofMegabytes(3));
		assertThat(embedded.getOutboundSoftDuration()).isEqualTo(Duration.ofSeconds(6));
		assertThat(embedded.getOutboundHardSize()).isEqualTo(DataSize.ofMegabytes(4));
		assertThat(embedded.getAuthenticationTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(embedded.getAuthenticationFailureDelay()).isEqualTo(Duration.ofMillis(8));
		assertThat(embedded.getAuthenticationFailuresPerMinute()).isEqualTo(9);
		assertThat(embedded.getThrottleDelay()).isEqualTo(Duration.ofSeconds(10));
		assertThat(embedded.getUnauthenticatedLineSize()).isEqualTo(DataSize.ofKilobytes(1));
		assertThat(embedded.getUnauthenticatedTotalSize()).isEqualTo(DataSize.ofKilobytes(2));
		assertThat(embedded.getUnauthenticatedAnswerSize()).isEqualTo(DataSize.ofKilobytes(3));
		assertThat(embedded.getDrainTimeout()).isEqualTo(Duration.ofSeconds(11));
		assertThat(embedded.getTlsHandshakeTimeout()).isEqualTo(Duration.ofSeconds(12));
	}

	@Test
	void everyPropertyBindsUnderItsName() {
		Map<String, String> values = new HashMap<>();
		values.put("jolt.url", "jolt://broker:9090");
		values.put("jolt.host", "broker.example.org");
		values.put("jolt.port", "9090");
		values.put("jolt.username", "app");
		values.put("jolt.password", "secret");
		values.put("jolt.addresses", "one:1,two:2");
		values.put("jolt.ssl.enabled", "true");
		values.put("jolt.ssl.bundle", "broker");
		values.put("jolt.connection-file", "/etc/jolt/orders.json");
		values.put("jolt.connection-file-passphrase", "passphrase");
		values.put("jolt.write-timeout", "5s");
		values.put("jolt.max-outstanding-pings", "3");
		values.put("jolt.outgoing-buffer-size", "1MB");
		values.put("jolt.connect-timeout", "3s");
		values.put("jolt.request-timeout", "4s");
		values.put("jolt.reply-timeout", "6s");
		values.put("jolt.requests.max-waiting", "7");
		values.put("jolt.calls.max-open", "8");
		values.put("jolt.calls.window", "9");
		values.put("jolt.ping-interval", "0");
		values.put("jolt.reconnect.initial-delay", "100ms");
		values.put("jolt.reconnect.max-delay", "1m");
		values.put("jolt.reconnect.multiplier", "1.5");
		values.put("jolt.negotiate", "off");
		values.put("jolt.publish-acknowledgement", "never");
		values.put("jolt.headers-on-plain-broker", "drop");
		values.put("jolt.escape-non-ascii", "false");
		values.put("jolt.allow-plaintext-credentials", "true");
		values.put("jolt.max-line-size", "2MB");
		values.put("jolt.compression.enabled", "true");
		values.put("jolt.compression.threshold", "2KB");
		values.put("jolt.compression.max-decompressed-size", "3MB");
		values.put("jolt.startup", "fail");
		values.put("jolt.startup-timeout", "7s");
		values.put("jolt.template.default-topic", "chat.general");
		values.put("jolt.listener.auto-startup", "false");
		values.put("jolt.listener.group", "desk");
		values.put("jolt.listener.queue-capacity", "5");
		values.put("jolt.listener.queue-size", "64KB");
		values.put("jolt.listener.overflow", "drop-oldest");
		values.put("jolt.listener.shutdown-timeout", "1s");
		values.put("jolt.embedded.enabled", "true");
		values.put("jolt.embedded.port", "8080");
		JoltProperties properties = bind(values);
		assertThat(properties.getUrl()).isEqualTo("jolt://broker:9090");
		assertThat(properties.getHost()).isEqualTo("broker.example.org");
		assertThat(properties.getPort()).isEqualTo(9090);
		assertThat(properties.getUsername()).isEqualTo("app");
		assertThat(properties.getPassword()).isEqualTo("secret");
		assertThat(properties.getAddresses()).containsExactly("one:1", "two:2");
		assertThat(properties.getSsl().getEnabled()).isTrue();
		assertThat(properties.getSsl().getBundle()).isEqualTo("broker");
		assertThat(properties.getConnectionFile()).isEqualTo(Path.of("/etc/jolt/orders.json"));
		assertThat(properties.getConnectionFilePassphrase()).isEqualTo("passphrase");
		assertThat(properties.getWriteTimeout()).hasSeconds(5);
		assertThat(properties.getMaxOutstandingPings()).isEqualTo(3);
		assertThat(properties.getOutgoingBufferSize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(properties.getConnectTimeout()).hasSeconds(3);
		assertThat(properties.getRequestTimeout()).hasSeconds(4);
		assertThat(properties.getReplyTimeout()).hasSeconds(6);
		assertThat(properties.getRequests().getMaxWaiting()).isEqualTo(7);
		assertThat(properties.getCalls().getMaxOpen()).isEqualTo(8);
		assertThat(properties.getCalls().getWindow()).isEqualTo(9);
		assertThat(properties.getPingInterval()).isZero();
		assertThat(properties.getReconnect().getInitialDelay()).hasMillis(100);
		assertThat(properties.getReconnect().getMaxDelay()).isEqualTo(Duration.ofMinutes(1));
		assertThat(properties.getReconnect().getMultiplier()).isEqualTo(1.5);
		assertThat(properties.getNegotiate()).isEqualTo(NegotiationMode.OFF);
		assertThat(properties.getPublishAcknowledgement()).isEqualTo(PublishAcknowledgement.NEVER);
		assertThat(properties.getHeadersOnPlainBroker()).isEqualTo(HeadersOnPlainBroker.DROP);
		assertThat(properties.isEscapeNonAscii()).isFalse();
		assertThat(properties.isAllowPlaintextCredentials()).isTrue();
		assertThat(properties.getMaxLineSize()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(properties.getCompression().isEnabled()).isTrue();
		assertThat(properties.getCompression().getThreshold()).isEqualTo(DataSize.ofKilobytes(2));
		assertThat(properties.getCompression().getMaxDecompressedSize()).isEqualTo(DataSize.ofMegabytes(3));
		assertThat(properties.getStartup()).isEqualTo(StartupMode.FAIL);
		assertThat(properties.getStartupTimeout()).hasSeconds(7);
		assertThat(properties.getTemplate().getDefaultTopic()).isEqualTo("chat.general");
		assertThat(properties.getListener().isAutoStartup()).isFalse();
		assertThat(properties.getListener().getGroup()).isEqualTo("desk");
		assertThat(properties.getListener().getQueueCapacity()).isEqualTo(5);
		assertThat(properties.getListener().getQueueSize()).isEqualTo(DataSize.ofKilobytes(64));
		assertThat(properties.getListener().getOverflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		assertThat(properties.getListener().getShutdownTimeout()).hasSeconds(1);
		assertThat(properties.getEmbedded().isEnabled()).isTrue();
		assertThat(properties.getEmbedded().getPort()).isEqualTo(8080);
	}

	@Test
	void nothingPrintsThePassword() {
		JoltProperties properties = bind(Map.of("jolt.password", "sentinel", "jolt.url", "jolt://app:sentinel@broker"));
		assertThat(properties.toString()).doesNotContain("sentinel");
	}

	private static JoltProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bind("jolt", JoltProperties.class).get();
	}

}
