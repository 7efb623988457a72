package io.jolt.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes in, bytes out, with security on.
 */
class BrokerSecurityTests {

	private static final String OK = "{\"ok\":true}";

	private static final String AUTH_REQUIRED = "{\"ok\":false,\"error\":\"auth_required\"}";

	private static final String AUTH_FAILED = "{\"ok\":false,\"error\":\"auth_failed\"}";

	private static final String NOT_AUTHORIZED = "{\"ok\":false,\"error\":\"not_authorized\"}";

	private static JoltBroker broker;

	@BeforeAll
	static void start() {
		broker = secured().start();
	}

	private static JoltBrokerBuilder secured() {
		return JoltBroker.builder()
			.port(0)
			.passwordIterations(1000)
			.authenticationFailuresPerMinute(1000)
			.user("app", "secret", "publish:orders.>", "subscribe:orders.*")
			.user("reader", "secret2", "subscribe:orders.>")
			.user("root", "secret3", "admin");
	}

	@AfterAll
	static void stop() {
		broker.close();
	}

	@Test
	void beforeAuthenticationOnlyThreeOperationsAreCarriedOut() {
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"hello\"}")).contains("\"max_line\":1048576");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"unsub\",\"topic\":\"t\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"nope\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("nope")).isEqualTo("{\"ok\":false,\"error\":\"invalid_json\"}");
			assertThat(client.ask("{}")).startsWith("{\"ok\":false,\"error\":\"invalid_request");
			assertThat(client.ask("{\"op\":\"auth\",\"user\":\"app\"}"))
				.startsWith("{\"ok\":false,\"error\":\"invalid_request");
			assertThat(broker.subscriptions()).isZero();
		}
	}

	@Test
	void whatWasPublishedBeforeAuthenticationReachesNobody() {
		try (RawClient root = new RawClient(broker.port()); RawClient client = new RawClient(broker.port())) {
			root.ask(auth("root", "secret3"));
			root.ask("{\"op\":\"sub\",\"topic\":\">\",\"pattern\":true}");
			client.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}");
			assertThat(root.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void requestsBehindAnAuthenticationWaitForItsAnswer() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send(auth("app", "secret") + "\n{\"op\":\"sub\",\"topic\":\"orders.a\"}\n"
					+ "{\"op\":\"pub\",\"topic\":\"orders.a\",\"data\":\"" + "x".repeat(100_000)
					+ "\"}\n{\"op\":\"ping\"}\n");
			client.shutdownOutput();
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).startsWith("{\"topic\":\"orders.a\",\"data\":\"xxx").hasSize(100_030);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void aWrongPasswordAndAnUnknownUserLookTheSameAndClose() {
		for (String name : new String[] { "app", "nobody", "" }) {
			try (RawClient client = new RawClient(broker.port())) {
				long startNanos = System.nanoTime();
				client.send(auth(name, "wrong") + "\n{\"op\":\"ping\"}\n");
				assertThat(client.readLine()).isEqualTo(AUTH_FAILED);
				assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
				assertThat(client.readLine()).isNull();
			}
		}
	}

	@Test
	void aReconnectIsCheckedAgainAndAWrongPasswordStillFails() {
		for (int i = 0; i < 3; i++) {
			try (RawClient client = new RawClient(broker.port()); RawClient guesser = new RawClient(broker.port())) {
				assertThat(client.ask(auth("app", "secret"))).isEqualTo(OK);
				assertThat(guesser.ask(auth("app", "secret2"))).isEqualTo(AUTH_FAILED);
			}
		}
	}

	@Test
	void permissionsDecide() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask(auth("app", "secret"));
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"orders.a.b\",\"data\":\"d\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"orders\",\"data\":\"d\"}")).isEqualTo(NOT_AUTHORIZED);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a.b\"}")).isEqualTo(NOT_AUTHORIZED);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.*\",\"pattern\":true}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.>\",\"pattern\":true}"))
				.isEqualTo(NOT_AUTHORIZED);
			assertThat(client.ask("{\"op\":\"unsub\",\"topic\":\"anything\"}")).isEqualTo(OK);
		}
	}

	@Test
	void aSecondAuthenticationReplacesTheUserAndEndsWhatTheyMayNotHold() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask(auth("root", "secret3"));
			client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}");
			client.ask("{\"op\":\"sub\",\"topic\":\"other\"}");
			client.ask("{\"op\":\"sub\",\"topic\":\">\",\"pattern\":true}");
			client.ask("{\"op\":\"sub\",\"topic\":\"orders.>\",\"pattern\":true}");
			assertThat(broker.subscriptions()).isEqualTo(4);
			assertThat(client.ask(auth("reader", "secret2"))).isEqualTo(OK);
			assertThat(broker.subscriptions()).isEqualTo(2);
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"orders.a\",\"data\":\"d\"}")).isEqualTo(NOT_AUTHORIZED);
			assertThat(client.ask(auth("root", "wrong"))).isEqualTo(AUTH_FAILED);
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void whoDoesNotAuthenticateInTimeIsClosed() {
		try (JoltBroker impatient = secured().authenticationTimeout(Duration.ofMillis(200)).start();
				RawClient silent = new RawClient(impatient.port());
				RawClient slow = new RawClient(impatient.port());
				RawClient good = new RawClient(impatient.port())) {
			slow.send("{\"op\":\"au");
			assertThat(good.ask(auth("app", "secret"))).isEqualTo(OK);
			assertThat(silent.readLine()).startsWith("{\"ok\":false,\"error\":\"timeout");
			assertThat(silent.readLine()).isNull();
			assertThat(slow.readLine()).startsWith("{\"ok\":false,\"error\":\"timeout");
			assertThat(slow.readLine()).isNull();
			assertThat(good.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void aLineBeforeAuthenticationHasALowerLimit() {
		String ping = "{\"op\":\"ping\",\"x\":\"%s\"}";
		int fill = 16 * 1024 - ping.length() + 2;
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask(String.format(ping, "x".repeat(fill)))).isEqualTo(OK);
			assertThat(client.ask(String.format(ping, "x".repeat(fill + 1))))
				.startsWith("{\"ok\":false,\"error\":\"line_too_long");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void whatIsSentBeforeAuthenticationIsLimited() {
		String line = "{\"op\":\"ping\",\"x\":\"" + "x".repeat(8192 - 22) + "\"}\n";
		assertThat(line).hasSize(8192 - 1);
		try (RawClient client = new RawClient(broker.port())) {
			for (int i = 0; i < 8; i++) {
				client.send(line + " ");
				assertThat(client.readLine()).isEqualTo(OK);
			}
			client.send(" ");
			assertThat(client.readLine())
				.isEqualTo("{\"ok\":false,\"error\":\"auth_required: too much before authentication\"}");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void whatIsAnsweredBeforeAuthenticationIsLimited() {
		int allowed = 16 * 1024 / (OK.length() + 1);
		try (RawClient client = new RawClient(broker.port())) {
			client.send("{\"op\":\"ping\"}\n".repeat(allowed + 1));
			for (int i = 0; i < allowed; i++) {
				assertThat(client.readLine()).isEqualTo(OK);
			}
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"auth_required");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void anAddressThatGuessesIsAnsweredLaterWhateverTheOutcome() {
		Duration delay = Duration.ofMillis(600);
		try (JoltBroker throttling = secured().authenticationFailuresPerMinute(2)
			.authenticationFailureDelay(Duration.ZERO)
			.throttleDelay(delay)
			.start()) {
			for (int i = 0; i < 2; i++) {
				try (RawClient guesser = new RawClient(throttling.port())) {
					assertThat(guesser.ask(auth("app", "wrong"))).isEqualTo(AUTH_FAILED);
				}
			}
			try (RawClient client = new RawClient(throttling.port());
					RawClient other = new RawClient(throttling.port())) {
				long startNanos = System.nanoTime();
				client.send(auth("app", "secret") + "\n{\"op\":\"ping\"}\n");
				other.send(auth("app", "wrong") + "\n");
				assertThat(client.readLine()).isEqualTo(OK);
				assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(delay.toNanos());
				assertThat(client.readLine()).isEqualTo(OK);
				assertThat(other.readLine()).isEqualTo(AUTH_FAILED);
			}
		}
	}

	private static String auth(String user, String password) {
		return "{\"op\":\"auth\",\"user\":\"" + user + "\",\"pass\":\"" + password + "\"}";
	}

}
