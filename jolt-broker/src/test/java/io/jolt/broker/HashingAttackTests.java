package io.jolt.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody has passwords checked from many connections at once, which keeps all threads
 * that check busy. The others do not notice.
 */
class HashingAttackTests {

	private static final String OK = "{\"ok\":true}";

	private static final int CONNECTIONS = 60;

	// enough for the attack to last while the others do what they do
	private static final int ITERATIONS = 200_000;

	private static final String ATTACKER = "127.0.0.2";

	private final AtomicInteger answered = new AtomicInteger();

	@Test
	void othersComeInAndWorkOnWhileAnotherAddressAttacks() throws Exception {
		try (JoltBroker broker = broker(); RawClient known = new RawClient(broker.port())) {
			assertThat(known.ask(auth("app", "secret"))).isEqualTo(OK);
			List<RawClient> attackers = attack(broker, ATTACKER, "victim");
			try (RawClient again = new RawClient(broker.port()); RawClient fresh = new RawClient(broker.port())) {
				assertThat(again.ask(auth("app", "secret"))).isEqualTo(OK);
				assertThat(this.answered).as("one who is remembered waits for nobody").hasValueLessThan(10);
				assertThat(known.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}")).isEqualTo(OK);
				assertThat(known.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
				assertThat(this.answered).as("traffic flows").hasValueLessThan(20);
				assertThat(fresh.ask(auth("other", "secret"))).isEqualTo(OK);
				assertThat(this.answered).as("another user comes in").hasValueLessThan(CONNECTIONS / 2);
			}
			finally {
				attackers.forEach(RawClient::close);
			}
		}
	}

	@Test
	void anotherUserComesInEvenFromTheAddressOfTheAttack() throws Exception {
		try (JoltBroker broker = broker()) {
			List<RawClient> attackers = attack(broker, "127.0.0.1", "victim");
			try (RawClient fresh = new RawClient(broker.port())) {
				assertThat(fresh.ask(auth("other", "secret"))).isEqualTo(OK);
				assertThat(this.answered).hasValueLessThan(CONNECTIONS / 2);
			}
			finally {
				attackers.forEach(RawClient::close);
			}
		}
	}

	@Test
	void whenTooManyWaitTheAttackerIsRefusedAndNotTheOthers() throws Exception {
		try (JoltBroker broker = builder().maxWaitingAuthentications(10).start()) {
			List<RawClient> attackers = attack(broker, ATTACKER, "nobody");
			try (RawClient fresh = new RawClient(broker.port())) {
				assertThat(fresh.ask(auth("other", "secret"))).isEqualTo(OK);
				assertThat(broker.stats().refusals().authenticationBusy()).isBetween(1L, (long) CONNECTIONS);
			}
			finally {
				attackers.forEach(RawClient::close);
			}
		}
	}

	private static JoltBroker broker() {
		return builder().start();
	}

	private static JoltBrokerBuilder builder() {
		return JoltBroker.builder()
			.port(0)
			.passwordIterations(ITERATIONS)
			// else the address of the test itself would be slowed down, which is tested
			// elsewhere
			.authenticationFailuresPerMinute(1000)
			.user("app", "secret", "admin")
			.user("other", "secret", "admin")
			.user("victim", "secret", "admin");
	}

	// returns when all have asked
	private List<RawClient> attack(JoltBroker broker, String from, String user) throws IOException {
		List<RawClient> attackers = new ArrayList<>();
		for (int i = 0; i < CONNECTIONS; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port(), InetAddress.getByName(from), 0);
			RawClient attacker = new RawClient(socket);
			attackers.add(attacker);
			attacker.send((auth(user, "guess" + i) + "\n").repeat(5));
			Thread reader = new Thread(() -> {
				if (attacker.readLine() != null) {
					this.answered.incrementAndGet();
				}
			});
			reader.setDaemon(true);
			reader.start();
		}
		return attackers;
	}

	private static String auth(String user, String password) {
		return "{\"op\":\"auth\",\"user\":\"" + user + "\",\"pass\":\"" + password + "\"}";
	}

}
