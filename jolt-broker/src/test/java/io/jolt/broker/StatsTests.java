package io.jolt.broker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the broker counts, and who is told.
 */
class StatsTests {

	private static final String OK = "{\"ok\":true}";

	private static final String STATS = "{\"op\":\"stats\"}";

	@Test
	void countsConnectionsTopicsSubscriptionsMessagesAndBytes() {
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(2).start();
				RawClient first = new RawClient(broker.port());
				RawClient second = new RawClient(broker.port())) {
			for (RawClient client : new RawClient[] { first, second }) {
				client.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			}
			first.ask("{\"op\":\"sub\",\"topic\":\"other\"}");
			first.ask("{\"op\":\"sub\",\"topic\":\"a.*\",\"pattern\":true}");
			for (int i = 0; i < 10; i++) {
				second.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}");
				second.readLine();
				first.readLine();
			}
			second.ask("{\"op\":\"pub\",\"topic\":\"nobody\",\"data\":\"d\"}");
			JoltBrokerStats stats = broker.stats();
			assertThat(stats.connections()).isEqualTo(2);
			assertThat(stats.topics()).isEqualTo(2);
			assertThat(stats.subscriptions()).isEqualTo(4);
			assertThat(stats.messagesIn()).isEqualTo(11);
			assertThat(stats.messagesOut()).isEqualTo(20);
			int pub = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}\n".length();
			int sub = "{\"op\":\"sub\",\"topic\":\"t\"}\n".length();
			assertThat(stats.bytesIn()).isEqualTo(11 * pub + 5 + 4 * sub + 4 + 3 + ",\"pattern\":true".length() - 1);
			// the last write may be noted after its bytes have arrived
			long bytesOut = 20L * "{\"topic\":\"t\",\"data\":\"d\"}\n".length() + 15L * (OK.length() + 1);
			Awaitility.await().until(() -> broker.stats().bytesOut() == bytesOut);
			JsonNode answer = JsonMapper.shared().readTree(first.ask(STATS));
			assertThat(answer.path("ok").asBoolean()).isTrue();
			assertThat(answer.path("stats").path("messagesIn").asLong()).isEqualTo(11);
			assertThat(answer.path("stats").path("messagesOut").asLong()).isEqualTo(20);
			assertThat(answer.path("stats").path("connections").asLong()).isEqualTo(2);
		}
	}

	@Test
	void theAnswerHasEveryNumberOfTheRecord() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient client = new RawClient(broker.port())) {
			JsonNode answer = JsonMapper.shared().readTree(client.ask(STATS)).path("stats");
			JsonNode record = JsonMapper.shared().valueToTree(broker.stats());
			assertThat(answer.propertyNames()).containsExactlyElementsOf(record.propertyNames());
			assertThat(answer.path("refusals").propertyNames())
				.containsExactlyElementsOf(record.path("refusals").propertyNames());
		}
	}

	@Test
	void whereSecurityIsOnOnlyAnAdminIsTold() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.user("app", "secret", "publish:>", "subscribe:>")
			.user("root", "secret2", "admin")
			.start(); RawClient client = new RawClient(broker.port()); RawClient root = new RawClient(broker.port())) {
			assertThat(client.ask(STATS)).isEqualTo("{\"ok\":false,\"error\":\"auth_required\"}");
			client.ask("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}");
			assertThat(client.ask(STATS)).isEqualTo("{\"ok\":false,\"error\":\"not_authorized\"}");
			assertThat(broker.stats().refusals().authorization()).isEqualTo(1);
			root.ask("{\"op\":\"auth\",\"user\":\"root\",\"pass\":\"secret2\"}");
			assertThat(root.ask(STATS)).startsWith("{\"ok\":true,\"stats\":{\"connections\":2,");
		}
	}

	@Test
	void aBrokerThatDoesNotRunHasNothing() {
		try (JoltBroker broker = JoltBroker.builder().port(0).build()) {
			assertThat(broker.stats().connections()).isZero();
			assertThat(broker.stats().refusals().connections()).isZero();
		}
	}

	@Test
	void everyRefusalIsCountedWhereItBelongs() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.maxConnections(1)
			.maxSubscriptionsPerConnection(1)
			.maxLineBytes(1000)
			.user("app", "secret", "subscribe:a.>")
			.start()) {
			String auth = "{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}\n";
			converse(broker, auth + "{\"op\":\"sub\",\"topic\":\"b\"}\n");
			assertThat(broker.stats().refusals().authorization()).isEqualTo(1);
			converse(broker, auth + "{\"op\":\"sub\",\"topic\":\"a.b\"}\n{\"op\":\"sub\",\"topic\":\"a.c\"}\n");
			assertThat(broker.stats().refusals().subscriptions()).isEqualTo(1);
			converse(broker, "{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"guess\"}\n");
			assertThat(broker.stats().refusals().authentication()).isEqualTo(1);
			converse(broker, "x".repeat(1001));
			assertThat(broker.stats().refusals().lineTooLong()).isEqualTo(1);
			converse(broker, "{\"op\":\"ping\"}\n".repeat(2000));
			assertThat(broker.stats().refusals().beforeAuthentication()).isEqualTo(1);
			converse(broker, "GET / HTTP/1.1\n");
			assertThat(broker.stats().refusals().foreignProtocol()).isEqualTo(1);
			try (RawClient first = new RawClient(broker.port())) {
				first.ask("{\"op\":\"ping\"}");
				try (RawClient second = new RawClient(broker.port())) {
					second.readLine();
					assertThat(broker.stats().refusals().connections()).isEqualTo(1);
				}
			}
		}
	}

	private static void converse(JoltBroker broker, String lines) {
		try (RawClient client = new RawClient(broker.port())) {
			client.send(lines);
			client.shutdownOutput();
			while (client.readLine() != null) {
				// until the broker has done with it
			}
		}
		Awaitility.await().until(() -> broker.connections() == 0);
	}

}
