package io.jolt.broker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets what where subscriptions are in groups.
 */
class GroupTests {

	private static final String OK = "{\"ok\":true}";

	private static final String PING = "{\"op\":\"ping\"}";

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final RawClient publisher = new RawClient(this.broker.port());

	private final RawClient first = new RawClient(this.broker.port());

	private final RawClient second = new RawClient(this.broker.port());

	@AfterEach
	void close() {
		this.publisher.close();
		this.first.close();
		this.second.close();
		this.broker.close();
	}

	@Test
	void membersGetMessagesInTurnAndEveryoneElseGetsEach() {
		try (RawClient plain = new RawClient(this.broker.port()); RawClient other = new RawClient(this.broker.port())) {
			subscribe(this.first, "t", "desk");
			subscribe(this.second, "t", "desk");
			subscribe(other, "t", "audit");
			assertThat(plain.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
			publish("t", 4);
			for (int i = 0; i < 4; i++) {
				assertThat(plain.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + i + "\"}");
				assertThat(other.readLine()).isEqualTo(delivery("t", i, "audit"));
			}
			String firstLine = this.first.readLine();
			boolean even = delivery("t", 0, "desk").equals(firstLine);
			assertThat(firstLine).isEqualTo(delivery("t", even ? 0 : 1, "desk"));
			assertThat(this.first.readLine()).isEqualTo(delivery("t", even ? 2 : 3, "desk"));
			assertThat(this.second.readLine()).isEqualTo(delivery("t", even ? 1 : 0, "desk"));
			assertThat(this.second.readLine()).isEqualTo(delivery("t", even ? 3 : 2, "desk"));
			assertNothingMore(this.first, this.second, plain, other);
		}
	}

	@Test
	void aConnectionWithTopicAndPatternInOneGroupCountsOnce() {
		subscribe(this.first, "orders.new", "desk");
		subscribePattern(this.first, "orders.*", "desk");
		subscribePattern(this.first, "orders.>", "desk");
		subscribePattern(this.second, ">", "desk");
		publish("orders.new", 10);
		int firsts = 0;
		for (int i = 0; i < 5; i++) {
			firsts += String.valueOf(this.first.readLine()).contains("\"group\":\"desk\"") ? 1 : 0;
			assertThat(this.second.readLine()).contains("\"group\":\"desk\"");
		}
		assertThat(firsts).isEqualTo(5);
		assertNothingMore(this.first, this.second);
		// what only one of them matches
		publish("other", 1);
		assertThat(this.second.readLine()).isEqualTo(delivery("other", 0, "desk"));
	}

	@Test
	void aConnectionThatIsAlsoSubscribedWithoutTheGroupGetsALineForEach() {
		assertThat(this.first.ask("{\"op\":\"sub\",\"topic\":\"a.*\",\"pattern\":true}")).isEqualTo(OK);
		subscribe(this.first, "a.b", "g1");
		subscribe(this.first, "a.b", "\\u00e9\\\"g2");
		publish("a.b", 1);
		assertThat(new String[] { this.first.readLine(), this.first.readLine(), this.first.readLine() })
			.containsExactlyInAnyOrder("{\"topic\":\"a.b\",\"data\":\"0\"}", delivery("a.b", 0, "g1"),
					delivery("a.b", 0, "\\u00e9\\\"g2"));
		assertNothingMore(this.first);
		assertThat(this.first.ask("{\"op\":\"unsub\",\"topic\":\"a.*\",\"pattern\":true}")).isEqualTo(OK);
		unsubscribe(this.first, "a.b", "g1");
		publish("a.b", 1);
		assertThat(this.first.readLine()).isEqualTo(delivery("a.b", 0, "\\u00e9\\\"g2"));
		assertNothingMore(this.first);
	}

	@Test
	void subscribingTwiceIsOneSubscriptionAndUnsubscribingEndsIt() {
		subscribe(this.first, "t", "g");
		subscribe(this.first, "t", "g");
		assertThat(this.broker.subscriptions()).isEqualTo(1);
		publish("t", 2);
		assertThat(this.first.readLine()).isEqualTo(delivery("t", 0, "g"));
		assertThat(this.first.readLine()).isEqualTo(delivery("t", 1, "g"));
		assertThat(this.first.ask("{\"op\":\"unsub\",\"topic\":\"t\"}")).as("another subscription").isEqualTo(OK);
		unsubscribe(this.first, "t", "other");
		assertThat(this.broker.subscriptions()).isEqualTo(1);
		unsubscribe(this.first, "t", "g");
		assertThat(this.broker.subscriptions()).isZero();
		publish("t", 1);
		assertNothingMore(this.first);
	}

	@Test
	void headersAndSizedDataReachMembersToo() {
		String hello = "{\"op\":\"hello\",\"version\":1,\"sized_data\":true}";
		this.publisher.ask(hello);
		this.first.ask(hello);
		subscribe(this.first, "t", "g1");
		subscribe(this.second, "t", "g2");
		this.publisher.send("#2 {\"op\":\"pub\",\"topic\":\"t\",\"headers\":{\"a\":\"b\"}}\n\"\n\n");
		assertThat(this.publisher.readLine()).isEqualTo(OK);
		assertThat(this.first.readLine()).isEqualTo("#2 {\"topic\":\"t\",\"headers\":{\"a\":\"b\"},\"group\":\"g1\"}");
		assertThat(this.first.readLine() + this.first.readLine()).isEqualTo("\"");
		assertThat(this.second.readLine())
			.isEqualTo("{\"topic\":\"t\",\"data\":\"\\\"\\n\",\"headers\":{\"a\":\"b\"},\"group\":\"g2\"}");
	}

	@Test
	void aMemberWhoseConnectionEndsIsPassedOverAtOnce() {
		subscribe(this.first, "t", "g");
		subscribe(this.second, "t", "g");
		this.first.disconnect();
		Awaitility.await().until(() -> this.broker.connections() == 2);
		publish("t", 10);
		for (int i = 0; i < 10; i++) {
			assertThat(this.second.readLine()).isEqualTo(delivery("t", i, "g"));
		}
		assertThat(this.broker.subscriptions()).isEqualTo(1);
	}

	@Test
	void subscriptionsInGroupsAreLimitedLikeAllOthers() {
		try (JoltBroker small = JoltBroker.builder().port(0).maxSubscriptionsPerConnection(3).start();
				RawClient client = new RawClient(small.port())) {
			subscribe(client, "t", "g1");
			subscribe(client, "t", "g2");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
			for (String more : new String[] { "\"t\",\"group\":\"g3\"", "\"u\",\"group\":\"g1\"", "\"u\"",
					"\"u.*\",\"pattern\":true,\"group\":\"g1\"" }) {
				assertThat(client.ask("{\"op\":\"sub\",\"topic\":" + more + "}")).contains("too_many_subscriptions");
			}
			subscribe(client, "t", "g1");
			unsubscribe(client, "t", "g2");
			subscribePattern(client, "u.*", "g3");
		}
	}

	@Test
	void theMemoryOfGroupsIsCountedAndGivenBack() {
		try (RawClient client = new RawClient(this.broker.port())) {
			int refusedAt = -1;
			for (int i = 0; i < 10_000 && refusedAt < 0; i++) {
				String group = i + "x".repeat(60 - String.valueOf(i).length());
				String answer = client.ask("{\"op\":\"sub\",\"topic\":\"t" + i + "." + "y".repeat(200)
						+ ".*\",\"pattern\":true,\"group\":\"" + group + "\"}");
				refusedAt = OK.equals(answer) ? -1 : i;
			}
			assertThat(refusedAt).isBetween(3000, 7000);
			assertThat(this.broker.stats().heapBytes()).isBetween(4_000_000L, 4_400_000L);
		}
		Awaitility.await().until(() -> this.broker.subscriptions() == 0 && this.broker.stats().heapBytes() < 100_000);
	}

	@Test
	void tenThousandTopicsWithAGroupOfTheirOwnFitIntoAConnection() {
		StringBuilder all = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			all.append("{\"op\":\"sub\",\"topic\":\"orders.")
				.append(i)
				.append("\",\"group\":\"g")
				.append(i)
				.append("\"}\n");
		}
		this.first.send(all.toString());
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.first.readLine()).isEqualTo(OK);
		}
		assertThat(this.broker.subscriptions()).isEqualTo(10_000);
	}

	private void publish(String topic, int number) {
		for (int i = 0; i < number; i++) {
			assertThat(this.publisher.ask("{\"op\":\"pub\",\"topic\":\"" + topic + "\",\"data\":\"" + i + "\"}"))
				.isEqualTo(OK);
		}
	}

	private static void subscribe(RawClient client, String topic, String group) {
		assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"" + topic + "\",\"group\":\"" + group + "\"}"))
			.isEqualTo(OK);
	}

	private static void subscribePattern(RawClient client, String pattern, String group) {
		assertThat(client
			.ask("{\"op\":\"sub\",\"topic\":\"" + pattern + "\",\"pattern\":true,\"group\":\"" + group + "\"}"))
			.isEqualTo(OK);
	}

	private static void unsubscribe(RawClient client, String topic, String group) {
		assertThat(client.ask("{\"op\":\"unsub\",\"topic\":\"" + topic + "\",\"group\":\"" + group + "\"}"))
			.isEqualTo(OK);
	}

	private static String delivery(String topic, int data, String group) {
		return "{\"topic\":\"" + topic + "\",\"data\":\"" + data + "\",\"group\":\"" + group + "\"}";
	}

	private static void assertNothingMore(RawClient... clients) {
		for (RawClient client : clients) {
			assertThat(client.ask(PING)).isEqualTo(OK);
		}
	}

}
