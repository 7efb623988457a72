package io.jolt.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import io.jolt.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The broker's end of TLS, as the JDK's client sees it.
 */
class TlsTests {

	private static final String OK = "{\"ok\":true}";

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TlsClients CLIENTS = TlsClients.trusting(AUTHORITY);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@BeforeAll
	static void writeFiles() throws IOException {
		AUTHORITY.server("localhost", "127.0.0.1").write(folder, "server");
		AUTHORITY.expiredServer("localhost").write(folder, "expired");
	}

	private static JoltBrokerTls tls(String name) {
		return JoltBrokerTls.builder()
			.certificate(folder.resolve(name + ".pem"))
			.privateKey(folder.resolve(name + ".key"))
			.build();
	}

	private static JoltBrokerBuilder secured() {
		return JoltBroker.builder().port(0).tls(tls("server"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void messagesOfEveryLengthPassInOrder(String protocol) {
		try (JoltBroker broker = secured().start();
				RawClient subscriber = CLIENTS.connect(broker.port(), protocol);
				RawClient publisher = CLIENTS.connect(broker.port(), protocol)) {
			assertThat(subscriber.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
			for (int i = 0; i < 200; i++) {
				String data = i + "x".repeat(i * 300);
				publisher.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + data + "\"}");
				assertThat(subscriber.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + data + "\"}");
			}
			for (int i = 0; i < 200; i++) {
				assertThat(publisher.readLine()).isEqualTo(OK);
			}
		}
	}

	@Test
	void olderProtocolsAreRefused() throws IOException {
		try (JoltBroker broker = secured().start(); SSLSocket socket = CLIENTS.open(broker.port())) {
			assertThat(socket.getSupportedProtocols()).contains("TLSv1.1");
			socket.setEnabledProtocols(new String[] { "TLSv1.1" });
			assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void whoStopsSendingGetsTheAnswersAndThenAFarewell(String protocol) throws IOException {
		try (JoltBroker broker = secured().start();
				SSLSocket socket = CLIENTS.open(broker.port(), protocol);
				RawClient client = new RawClient(socket)) {
			client.send("{\"op\":\"ping\"}\n{\"op\":\"ping\"}\n{\"op\":\"pi");
			if (protocol.equals("TLSv1.3")) {
				socket.shutdownOutput();
			}
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			if (protocol.equals("TLSv1.3")) {
				// a truncated stream would throw
				assertThat(client.readLine()).isNull();
			}
			client.disconnect();
			Awaitility.await().until(() -> broker.connections() == 0);
		}
	}

	@Test
	void aConnectionThatTheBrokerClosesEndsWithAnAnswerAndAFarewell() throws IOException {
		try (JoltBroker broker = secured().start();
				SSLSocket socket = CLIENTS.open(broker.port());
				RawClient client = new RawClient(socket)) {
			client.send("x".repeat(1024 * 1024 + 1));
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"line_too_long");
			// the JDK throws where the farewell is missing
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void stoppingSendsWhatIsQueuedAndAFarewell() throws IOException {
		try (JoltBroker broker = secured().start();
				SSLSocket socket = CLIENTS.open(broker.port());
				RawClient subscriber = new RawClient(socket);
				RawClient publisher = CLIENTS.connect(broker.port())) {
			subscriber.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			String data = "x".repeat(1000);
			for (int i = 0; i < 3000; i++) {
				publisher.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + i + data + "\"}");
			}
			for (int i = 0; i < 3000; i++) {
				assertThat(publisher.readLine()).isEqualTo(OK);
			}
			Thread stopping = new Thread(broker::stop);
			stopping.start();
			for (int i = 0; i < 3000; i++) {
				assertThat(subscriber.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + i + data + "\"}");
			}
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void aStalledSubscriberIsCutOffAtTheHardLimitAndHarmsNobody() throws IOException {
		try (JoltBroker broker = secured().outboundSoftBytes(200_000).outboundHardBytes(2_000_000).start();
				SSLSocket stalled = CLIENTS.open(broker.port());
				RawClient healthy = CLIENTS.connect(broker.port())) {
			stalled.getOutputStream().write("{\"op\":\"sub\",\"topic\":\"t\"}\n".getBytes(StandardCharsets.UTF_8));
			Awaitility.await().until(() -> broker.subscriptions() == 1);
			String data = "x".repeat(100_000);
			for (int i = 0; i < 1000 && broker.connections() == 2; i++) {
				assertThat(healthy.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + data + "\"}")).isEqualTo(OK);
			}
			Awaitility.await().until(() -> broker.connections() == 1 && broker.subscriptions() == 0);
			assertThat(healthy.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void plainTextIsClosedAndTheLogSaysWhy() {
		try (CapturedLog log = new CapturedLog();
				JoltBroker broker = secured().start();
				RawClient client = new RawClient(broker.port())) {
			client.send("{\"op\":\"ping\"}\n");
			String answer = client.readLine();
			// perhaps an alert, but never an answer
			assertThat((answer != null) ? answer : "").doesNotContain("ok");
			Awaitility.await().until(() -> broker.connections() == 0);
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN Closed the connection of")
				.endsWith("what it sent is not TLS, and this port speaks TLS only");
		}
	}

	@Test
	void whoSaysNothingOrStopsInTheHandshakeIsClosedAtTheDeadline() throws IOException {
		try (CapturedLog log = new CapturedLog();
				JoltBroker broker = secured().tlsHandshakeTimeout(Duration.ofMillis(300)).start();
				RawClient silent = new RawClient(broker.port());
				RawClient slow = new RawClient(broker.port());
				RawClient good = CLIENTS.connect(broker.port())) {
			slow.send(new byte[] { 0x16, 3, 1, 0 });
			for (RawClient each : new RawClient[] { silent, slow }) {
				try (InputStream in = each.socket().getInputStream()) {
					in.readAllBytes();
				}
			}
			assertThat(good.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			assertThat(log.lines()).hasSize(2).allMatch((line) -> line.endsWith("no TLS handshake in time"));
		}
	}

	@Test
	void aClientThatDoesNotTrustTheBrokerIsSaidWhy() throws IOException {
		TlsClients others = TlsClients.trusting(TestAuthority.create("Other CA"));
		try (CapturedLog log = new CapturedLog();
				JoltBroker broker = secured().start();
				SSLSocket socket = others.open(broker.port())) {
			assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
			Awaitility.await()
				.untilAsserted(() -> assertThat(log.lines()).singleElement()
					.asString()
					.contains("the TLS handshake failed: ")
					.contains("certificate_unknown"));
		}
	}

	@Test
	void aCertificateThatHasExpiredIsWarnedOfAtStart() {
		try (CapturedLog log = new CapturedLog();
				JoltBroker broker = JoltBroker.builder().port(0).tls(tls("expired")).start()) {
			assertThat(broker.isRunning()).isTrue();
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN The TLS certificate of CN=localhost expired on 20");
		}
	}

	@Test
	void aConnectionTooManyIsRefusedWithAnAnswer() {
		try (JoltBroker broker = secured().maxConnections(1).start();
				RawClient first = CLIENTS.connect(broker.port());
				RawClient second = CLIENTS.connect(broker.port())) {
			assertThat(first.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			assertThat(second.readLine())
				.startsWith("{\"ok\":false,\"error\":\"too_many_connections: there are 1 connections already");
			assertThat(second.readLine()).isNull();
		}
	}

	@Test
	void noThreadIsLeft() {
		try (JoltBroker broker = secured().start(); RawClient client = CLIENTS.connect(broker.port())) {
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("jolt-broker")));
	}

}
