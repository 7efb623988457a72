package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltTls;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.TestTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Connections secured with TLS, whom they trust, and what the client says when it does
 * not.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class TlsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Somebody else");

	private static final TestCertificate SERVER = AUTHORITY.server("localhost", "127.0.0.1");

	private static final JoltTls TRUSTING = TestTls.client(AUTHORITY, null);

	@Test
	void allOfAConversationGoesOverTls() throws Exception {
		String large = "x".repeat(600_000);
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER)); DefaultJoltClient client = client(broker, TRUSTING)) {
			CompletableFuture<String> received = new CompletableFuture<>();
			client.subscribe("a", (message) -> received.complete(message.data()));
			client.connect();
			assertThat(client.publish("a", large).get(10, TimeUnit.SECONDS).acknowledged()).isTrue();
			assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(large);
		}
	}

	@Test
	void theProviderIsAskedForEveryConnectionThoseOfSubscriptionsIncluded() {
		AtomicInteger asked = new AtomicInteger();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER));
				DefaultJoltClient client = client(broker, (builder) -> builder.tlsProvider(() -> {
					asked.incrementAndGet();
					return TRUSTING;
				}))) {
			client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			client.connect();
			assertThat(asked).hasValue(2);
			broker.closeConnections();
			await().until(() -> broker.openConnections() == 2 && client.state() == ConnectionState.OPEN);
			assertThat(asked).hasValueGreaterThanOrEqualTo(4).hasValueGreaterThanOrEqualTo(broker.connections().size());
		}
	}

	@Test
	void aRenewedSettingTakesEffectWithTheNextConnection() {
		List<JoltTls> settings = List.of(TestTls.client(OTHER_AUTHORITY, null), TRUSTING);
		AtomicInteger asked = new AtomicInteger();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER));
				DefaultJoltClient client = client(broker,
						(builder) -> builder.tlsProvider(() -> settings.get(asked.getAndIncrement())))) {
			client.start();
			await().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(asked).hasValue(2);
		}
	}

	@Test
	void anExpiredCertificateIsNotAccepted() {
		assertThat(failure(TestTls.server(AUTHORITY.expiredServer("127.0.0.1")), TRUSTING))
			.hasMessageContaining("expired")
			.hasMessageContaining("Renew it on the broker");
	}

	@Test
	void aCertificateOfAnAuthorityThatIsNotTrustedIsNotAccepted() {
		assertThat(failure(TestTls.server(SERVER), TestTls.client(OTHER_AUTHORITY, null)))
			.hasMessageContaining("no trusted CA has signed it");
		assertThat(failure(TestTls.server(SERVER), JoltTls.systemDefault()))
			.hasMessageContaining("no trusted CA has signed it");
	}

	@Test
	void aCertificateForAnotherHostIsNotAccepted() {
		assertThat(failure(TestTls.server(AUTHORITY.server("broker.example.com", "192.0.2.1")), TRUSTING))
			.hasMessageContaining("another host name");
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(AUTHORITY.server("broker.example.com")))) {
			assertThat(failure(broker, (builder) -> builder.tls(TRUSTING).address("localhost", broker.port())))
				.hasMessageContaining("another host name")
				.hasMessageContaining("localhost:" + broker.port());
		}
	}

	@Test
	void aCertificateWithAnotherFingerprintIsNotAccepted() {
		String other = AUTHORITY.server("127.0.0.1").fingerprint();
		assertThat(failure(TestTls.server(SERVER), TRUSTING.withFingerprint(other)))
			.hasMessageContaining(SERVER.fingerprint())
			.hasMessageContaining("not the expected " + other);
	}

	@Test
	void theRightFingerprintIsAccepted() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER));
				DefaultJoltClient client = client(broker,
						TRUSTING.withFingerprint(SERVER.fingerprint().replace(":", "").toLowerCase(Locale.ROOT)))) {
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void aPlainBrokerIsNeverSpokenToInClearText() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = client(broker, (builder) -> builder.tls(TRUSTING).credentials("a", "b"))) {
			CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
			ScriptedConnection connection = broker.accept();
			connection.send("{\"ok\":false,\"error\":\"invalid_json\"}");
			assertThat(failure.join()).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining("does not speak TLS")
				.hasMessageContaining(broker.address().toString())
				.hasMessageContaining("jolt://");
			assertThat(connection.firstByte()).as("a TLS record").isEqualTo(0x16);
		}
	}

	@Test
	void aBrokerThatClosesInTheHandshakeIsToldFromAnUnreachableOne() {
		try (ScriptedBroker broker = ScriptedBroker.start(); DefaultJoltClient client = client(broker, TRUSTING)) {
			CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
			broker.accept().close();
			assertThat(failure.join()).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining("TLS handshake")
				.hasMessageContaining("Does")
				.hasMessageContaining(broker.address().toString());
		}
	}

	@Test
	void aPeerThatIsSilentInTheHandshakeIsGivenUpAtTheDeadline() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(() -> 0),
						(builder) -> builder.tls(TRUSTING))) {
			CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
			ScriptedConnection silent = broker.accept();
			await().until(() -> time.scheduled().contains(Duration.ofSeconds(5)));
			time.advance(Duration.ofMillis(4_999));
			assertThat(failure).isNotDone();
			time.advance(Duration.ofMillis(1));
			assertThat(failure.join()).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining("has not finished the TLS handshake within 5 s")
				.hasMessageContaining(broker.address().toString());
			assertThat(silent.isOpen()).isTrue();
		}
	}

	@Test
	void closesInTheHandshakeAtOnce() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			DefaultJoltClient client = client(broker, TRUSTING);
			client.start();
			broker.accept();
			long begun = System.nanoTime();
			client.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
		}
	}

	@Test
	void closesWhileAWriteIsStuckBehindAPeerThatNeverReads() {
		try (ScriptedBroker broker = ScriptedBroker.start(TestTls.server(SERVER))) {
			DefaultJoltClient client = client(broker, TRUSTING);
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			CountDownLatch ended = new CountDownLatch(1);
			Thread writer = new Thread(() -> {
				String data = "x".repeat(1_000_000);
				CompletableFuture<PublishResult> last = client.publish("a", data);
				for (int i = 0; i < 7; i++) {
					last = client.publish("a", data);
				}
				last.exceptionally((failure) -> null).join();
				ended.countDown();
			});
			writer.start();
			await().until(() -> isInWrite(writer));
			long begun = System.nanoTime();
			client.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
			await().until(() -> ended.getCount() == 0);
		}
	}

	@Test
	void theCertificateOfTheClientIsPresented() {
		TestCertificate app = AUTHORITY.client("CN=app,O=Example");
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER, AUTHORITY));
				DefaultJoltClient client = client(broker, TestTls.client(AUTHORITY, app))) {
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void aMissingClientCertificateIsSaid() {
		// the end of the connection may overtake the alert
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"),
				TestTls.server(SERVER, AUTHORITY))) {
			assertThat(failure(broker, (builder) -> builder.tls(TRUSTING))).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining(broker.address().toString())
				.hasMessageMatching(".*(ended the TLS connection.*alert|right after the TLS handshake).*")
				.hasMessageMatching(".*(client's certificate|client certificates).*");
		}
	}

	@Test
	void protocolsAndCipherSuitesAreHonoured() {
		JoltTls narrow = TRUSTING.withProtocols(List.of("TLSv1.2"))
			.withCipherSuites(List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
		try (ScriptedBroker broker = ScriptedBroker.start(TestTls.server(SERVER));
				DefaultJoltClient client = client(broker, narrow)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			assertThat(connection.tlsProtocol()).isEqualTo("TLSv1.2");
			assertThat(connection.tlsCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
		}
		assertThat(failure(TestTls.server(SERVER), TRUSTING.withProtocols(List.of("TLSv9"))))
			.hasMessageContaining("TLSv9");
	}

	@Test
	void credentialsAreSentOffTheLoopbackOverTls() {
		ClientEnvironment environment = ClientTestSupport.pretendingToBeElsewhere();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack").user("app", "right"),
				TestTls.server(AUTHORITY.server("broker.example.com")));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment,
						(builder) -> builder.tls(TRUSTING)
							.credentials("app", "right")
							.address("broker.example.com", broker.port()))) {
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void aJoltsUrlIsNeverConnectedToInPlain() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			String url = "jolts://127.0.0.1:" + broker.port();
			assertThat(failure(broker, (builder) -> builder.url(url).tlsProvider(() -> null)))
				.hasMessageContaining("jolts");
			try (DefaultJoltClient client = client(broker, (builder) -> builder.url(url))) {
				CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
				ScriptedConnection connection = broker.accept();
				assertThat(connection.firstByte()).as("a TLS record").isEqualTo(0x16);
				connection.close();
				assertThat(failure.join()).isInstanceOf(JoltConnectException.class);
			}
		}
	}

	private static boolean isInWrite(Thread thread) {
		return List.of(thread.getStackTrace())
			.stream()
			.anyMatch((frame) -> frame.getMethodName().equals("write") && frame.getClassName().contains("Socket"));
	}

	private static DefaultJoltClient client(ScriptedBroker broker, JoltTls tls) {
		return client(broker, (builder) -> builder.tls(tls));
	}

	private static DefaultJoltClient client(ScriptedBroker broker, Consumer<JoltClientBuilder> settings) {
		return ClientTestSupport.client(broker, settings);
	}

	private static JoltException failure(TestTls server, JoltTls tls) {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"), server)) {
			JoltException failure = failure(broker, (builder) -> builder.tls(tls));
			assertThat(failure).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining(new JoltAddress("127.0.0.1", broker.port()).toString());
			assertThat(failure.getCause()).isInstanceOf(SSLException.class);
			return failure;
		}
	}

	private static JoltException failure(ScriptedBroker broker, Consumer<JoltClientBuilder> settings) {
		try (DefaultJoltClient client = client(broker, settings)) {
			JoltException failure = (JoltException) ClientTestSupport.connectElsewhere(client).join();
			assertThat(failure.getMessage()).doesNotContain("\n");
			return failure;
		}
	}

}
