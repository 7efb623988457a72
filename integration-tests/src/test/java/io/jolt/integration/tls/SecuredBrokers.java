package io.jolt.integration.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Brokers over TLS, whose certificates and keys are in one folder.
 */
final class SecuredBrokers implements AutoCloseable {

	private final Path folder;

	private final List<JoltBroker> brokers = new ArrayList<>();

	SecuredBrokers(Path folder) {
		this.folder = folder;
	}

	/**
	 * Starts a broker that asks for no certificate.
	 * @param certificate what it presents
	 * @param builder the rest
	 * @return the broker
	 */
	JoltBroker start(TestCertificate certificate, JoltBrokerBuilder builder) throws IOException {
		return start(certificate, builder, null);
	}

	/**
	 * Starts a broker.
	 * @param certificate what it presents
	 * @param builder the rest
	 * @param clients who signs clients' certificates, or {@code null} to ask for none
	 * @return the broker
	 */
	JoltBroker start(TestCertificate certificate, JoltBrokerBuilder builder, @Nullable TestAuthority clients)
			throws IOException {
		certificate.write(this.folder, "broker");
		Path trust = (clients != null) ? Files.writeString(this.folder.resolve("clients.pem"), clients.certificatePem())
				: null;
		JoltBroker broker = builder
			.tls(JoltBrokerTls.builder()
				.certificate(this.folder.resolve("broker.pem"))
				.privateKey(this.folder.resolve("broker.key"))
				.trust(trust)
				.build())
			.start();
		this.brokers.add(broker);
		return broker;
	}

	/**
	 * Awaits that nobody is connected, and closes them.
	 */
	@Override
	public void close() {
		for (JoltBroker broker : this.brokers) {
			await().untilAsserted(() -> assertThat(broker.connections()).isZero());
			broker.close();
		}
	}

}
