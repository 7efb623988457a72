package io.jolt.client.connection;

import java.net.InetAddress;
import java.time.Duration;

import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltTls;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.TestTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * {@link JoltConnection} over TLS, and its write time-out.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class JoltConnectionTlsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestCertificate SERVER = AUTHORITY.server("127.0.0.1");

	private static final JoltTls TRUSTING = TestTls.client(AUTHORITY, null);

	private final RecordingHandler handler = new RecordingHandler();

	@Test
	void aConversationOverTls() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain(), TestTls.server(SERVER));
				JoltConnection connection = new JoltConnection(config(broker).tls(TRUSTING).build(), this.handler)) {
			connection.connect();
			connection.subscribe("t");
			assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
			connection.publish("t", "d");
			assertThat(this.handler.next()).startsWith("message t=d");
		}
	}

	@Test
	void whomItDoesNotTrustItDoesNotTalkTo() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain(), TestTls.server(SERVER));
				JoltConnection connection = new JoltConnection(config(broker).tls(JoltTls.systemDefault()).build(),
						this.handler)) {
			assertThatExceptionOfType(JoltConnectException.class).isThrownBy(connection::connect)
				.withMessageContaining("no trusted CA")
				.withMessageContaining(broker.address().toString());
			assertThat(connection.isConnected()).isFalse();
			assertThat(broker.received()).isEmpty();
		}
	}

	@Test
	void overTlsAPasswordMayLeaveTheMachine() throws Exception {
		InetAddress elsewhere = InetAddress.getByAddress(new byte[] { (byte) 192, 0, 2, 1 });
		assertThatNoException()
			.isThrownBy(() -> JoltConnection.checkClearText(JoltConfig.builder().tls(TRUSTING).build(), elsewhere));
	}

	@Test
	void aWriteThatIsStuckEndsTheConnectionAtTheWriteTimeout() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			getStuck(config(broker));
		}
	}

	@Test
	void aWriteThatIsStuckOverTlsEndsTheConnectionAtTheWriteTimeout() {
		// it reads no further than the first
		Personality deaf = Personality.plain()
			.on("pub", (connection, request) -> await().forever().until(() -> !connection.isOpen()));
		try (ScriptedBroker broker = ScriptedBroker.start(deaf, TestTls.server(SERVER))) {
			getStuck(config(broker).tls(TRUSTING));
		}
	}

	private void getStuck(JoltConfig.Builder config) {
		try (JoltConnection connection = new JoltConnection(config.writeTimeout(Duration.ofMillis(300)).build(),
				this.handler)) {
			connection.connect();
			String data = "x".repeat(1_000_000);
			assertThatExceptionOfType(JoltException.class).isThrownBy(() -> {
				for (int i = 0; i < 100; i++) {
					connection.publish("t", data);
				}
			}).withMessageContaining("write time-out").withMessageContaining("'pub'");
			assertThat(connection.isConnected()).isFalse();
			assertThat(this.handler.next()).startsWith("disconnected");
		}
	}

	private static JoltConfig.Builder config(ScriptedBroker broker) {
		return JoltConfig.builder().port(broker.port());
	}

}
