package io.jolt.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes in, bytes out, with security off.
 */
class BrokerConversationTests {

	private static final String OK = "{\"ok\":true}";

	private static JoltBroker broker;

	@BeforeAll
	static void start() {
		broker = JoltBroker.builder().port(0).maxSubscriptionsPerConnection(3).maxLineBytes(20_000).start();
	}

	@AfterAll
	static void stop() {
		broker.close();
	}

	@Test
	void everyRequestIsAnsweredOnceAndInOrder() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send("""
					{"op":"ping"}\r

					\s
					{"op":"nope"}
					{"op":"sub","topic":""}
					x
					{"op":"unsub","topic":"never"}
					{"op":"pub","topic":"order.none","data":""}
					{"op":"auth","user":"u","pass":"p"}
					{"op":"auth"}
					{}
					""");
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo("{\"ok\":false,\"error\":\"unknown_op\"}");
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"invalid_topic");
			assertThat(client.readLine()).isEqualTo("{\"ok\":false,\"error\":\"invalid_json\"}");
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"invalid_request");
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"invalid_request");
		}
	}

	@Test
	void subscribingTwiceDeliversOnceAndAfterUnsubscribingNothingComes() {
		try (RawClient client = new RawClient(broker.port())) {
			for (int i = 0; i < 2; i++) {
				assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"twice\"}")).isEqualTo(OK);
			}
			client.sendLine("{\"op\":\"pub\",\"topic\":\"twice\",\"data\":\"1\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"twice\",\"data\":\"1\"}");
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"unsub\",\"topic\":\"twice\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"twice\",\"data\":\"2\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void everySubscriberGetsTheMessageBeforeThePublisherItsOk() {
		try (RawClient first = new RawClient(broker.port());
				RawClient second = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			first.ask("{\"op\":\"sub\",\"topic\":\"both\"}");
			second.ask("{\"op\":\"sub\",\"topic\":\"both\"}");
			assertThat(publisher.ask("{\"op\":\"pub\",\"topic\":\"both\",\"data\":\"d\"}")).isEqualTo(OK);
			assertThat(first.readLine()).isEqualTo("{\"topic\":\"both\",\"data\":\"d\"}");
			assertThat(second.readLine()).isEqualTo("{\"topic\":\"both\",\"data\":\"d\"}");
		}
	}

	@Test
	void manyMessagesOfTwoPublishersKeepTheirOrder() throws InterruptedException {
		int messages = 20_000;
		try (RawClient subscriber = new RawClient(broker.port());
				RawClient first = new RawClient(broker.port());
				RawClient second = new RawClient(broker.port())) {
			subscriber.ask("{\"op\":\"sub\",\"topic\":\"numbers.>\",\"pattern\":true}");
			Thread[] publishers = { publishNumbers(first, "numbers.1", messages),
					publishNumbers(second, "numbers.2", messages) };
			int[] next = new int[3];
			for (int i = 0; i < 2 * messages; i++) {
				String line = String.valueOf(subscriber.readLine());
				int publisher = line.charAt("{\"topic\":\"numbers.".length()) - '0';
				assertThat(line)
					.isEqualTo("{\"topic\":\"numbers." + publisher + "\",\"data\":\"" + next[publisher]++ + "\"}");
			}
			for (Thread publisher : publishers) {
				publisher.join();
			}
		}
	}

	private static Thread publishNumbers(RawClient client, String topic, int messages) {
		Thread thread = new Thread(() -> {
			StringBuilder requests = new StringBuilder();
			for (int i = 0; i < messages; i++) {
				requests.append("{\"op\":\"pub\",\"topic\":\"" + topic + "\",\"data\":\"" + i + "\"}\n");
			}
			client.send(requests.toString());
			for (int i = 0; i < messages; i++) {
				assertThat(client.readLine()).isEqualTo(OK);
			}
		});
		thread.start();
		return thread;
	}

	@Test
	void nothingComesAfterTheAnswerToUnsubHoweverManyPublish() throws InterruptedException {
		AtomicBoolean stop = new AtomicBoolean();
		try (RawClient subscriber = new RawClient(broker.port()); RawClient publisher = new RawClient(broker.port())) {
			Thread flood = new Thread(() -> {
				String batch = "{\"op\":\"pub\",\"topic\":\"flood\",\"data\":\"d\"}\n".repeat(200);
				while (!stop.get()) {
					publisher.send(batch);
					for (int i = 0; i < 200; i++) {
						publisher.readLine();
					}
				}
			});
			flood.start();
			try {
				for (int i = 0; i < 1000; i++) {
					askBetweenDeliveries(subscriber, "{\"op\":\"sub\",\"topic\":\"flood\"}");
					askBetweenDeliveries(subscriber, "{\"op\":\"unsub\",\"topic\":\"flood\"}");
					assertThat(subscriber.ask("{\"op\":\"ping\"}")).as("round %d", i).isEqualTo(OK);
				}
			}
			finally {
				stop.set(true);
				flood.join();
			}
		}
	}

	private static void askBetweenDeliveries(RawClient client, String request) {
		client.sendLine(request);
		while (!OK.equals(client.readLine())) {
			assertThat(client.socket().isClosed()).isFalse();
		}
	}

	@Test
	void aMessageReachesAConnectionOnceHoweverManyOfItsPatternsMatch() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"once.a\"}");
			client.ask("{\"op\":\"sub\",\"topic\":\"once.*\",\"pattern\":true}");
			client.ask("{\"op\":\"sub\",\"topic\":\"once.>\",\"pattern\":true}");
			client.sendLine("{\"op\":\"pub\",\"topic\":\"once.a\",\"data\":\"d\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"once.a\",\"data\":\"d\"}");
			assertThat(client.readLine()).isEqualTo(OK);
			client.ask("{\"op\":\"unsub\",\"topic\":\"once.*\",\"pattern\":true}");
			client.ask("{\"op\":\"unsub\",\"topic\":\"once.a\"}");
			client.sendLine("{\"op\":\"pub\",\"topic\":\"once.a\",\"data\":\"e\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"once.a\",\"data\":\"e\"}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void withoutPatternATopicIsTakenLiterally() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"literal.*\"}");
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"literal.a\",\"data\":\"d\"}")).isEqualTo(OK);
			client.sendLine("{\"op\":\"pub\",\"topic\":\"literal.*\",\"data\":\"d\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"literal.*\",\"data\":\"d\"}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void reservedTopicsMatchOnlyReservedPatterns() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\">\",\"pattern\":true}");
			assertThat(client.ask("{\"op\":\"pub\",\"topic\":\"_jolt.probe\",\"data\":\"\"}")).isEqualTo(OK);
			client.ask("{\"op\":\"sub\",\"topic\":\"_jolt.*\",\"pattern\":true}");
			client.sendLine("{\"op\":\"pub\",\"topic\":\"_jolt.probe\",\"data\":\"\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"_jolt.probe\",\"data\":\"\"}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void headersTravelAsTheyCame() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"h\"}");
			client.sendLine("{\"op\":\"pub\",\"headers\":{ \"a\" : \"\\u0041\" },\"topic\":\"h\",\"data\":\"d\"}");
			assertThat(client.readLine())
				.isEqualTo("{\"topic\":\"h\",\"data\":\"d\",\"headers\":{ \"a\" : \"\\u0041\" }}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void longMessagesKeepTheirPlaceBetweenShortOnes() {
		String text = "\u4e16\ud83d\ude00".repeat(2000);
		try (RawClient client = new RawClient(broker.port()); RawClient publisher = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"long\"}");
			for (int i = 0; i < 30; i++) {
				publisher.sendLine("{\"op\":\"pub\",\"topic\":\"long\",\"data\":\"" + i + "\"}");
				publisher.sendLine("{\"op\":\"pub\",\"topic\":\"long\",\"data\":\"" + text + "\"}");
			}
			for (int i = 0; i < 30; i++) {
				assertThat(client.readLine()).isEqualTo("{\"topic\":\"long\",\"data\":\"" + i + "\"}");
				assertThat(client.readLine()).isEqualTo("{\"topic\":\"long\",\"data\":\"" + text + "\"}");
			}
		}
	}

	@Test
	void aCharacterThatIsSplitBetweenTwoReadsIsAccepted() {
		byte[] request = "{\"op\":\"pub\",\"topic\":\"split\",\"data\":\"\ud83d\ude00\"}\n"
			.getBytes(StandardCharsets.UTF_8);
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"split\"}");
			for (byte each : request) {
				client.send(new byte[] { each });
			}
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"split\",\"data\":\"\ud83d\ude00\"}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void tooManySubscriptionsAreRefusedAndTheOthersStay() {
		try (RawClient client = new RawClient(broker.port())) {
			client.ask("{\"op\":\"sub\",\"topic\":\"many.1\"}");
			client.ask("{\"op\":\"sub\",\"topic\":\"many.2\"}");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"many.*\",\"pattern\":true}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"many.4\"}"))
				.startsWith("{\"ok\":false,\"error\":\"too_many_subscriptions");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"many.1\"}")).isEqualTo(OK);
			client.ask("{\"op\":\"unsub\",\"topic\":\"many.1\"}");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"many.4\"}")).isEqualTo(OK);
		}
	}

	@Test
	void aLineOfExactlyTheLimitIsAcceptedAndOneByteMoreCloses() {
		for (String end : new String[] { "\n", "\r\n" }) {
			try (RawClient client = new RawClient(broker.port())) {
				client.send(ping(20_000) + end);
				assertThat(client.readLine()).isEqualTo(OK);
				client.send(ping(20_001) + end + "{\"op\":\"ping\"}\n");
				assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"line_too_long");
				assertThat(client.readLine()).isNull();
			}
		}
	}

	private static String ping(int length) {
		String start = "{\"op\":\"ping\",\"x\":\"";
		return start + "x".repeat(length - start.length() - 2) + "\"}";
	}

	@Test
	void anEndlessLineClosesAtTheLimit() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send("x".repeat(20_001));
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"line_too_long");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void whatIsNotUtf8ClosesWithAnAnswer() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\u00ed\u00a0\u0080\"}\n"
				.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(client.readLine()).isEqualTo("{\"ok\":false,\"error\":\"invalid_utf8\"}");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void anHttpRequestClosesWithoutAnAnswer() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send("\r\nGET /?token=secret HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(client.readLine()).isNull();
		}
		try (RawClient client = new RawClient(broker.port())) {
			client.sendLine("{\"op\":\"ping\"}");
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.ask("GET / HTTP/1.1")).isEqualTo("{\"ok\":false,\"error\":\"invalid_json\"}");
		}
	}

	@Test
	void aTlsHandshakeClosesWithoutAnAnswer() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send(new byte[] { 0x16, 3, 1, 0, '\n', 1, 0 });
			assertThat(client.readLine()).isNull();
		}
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask("\u0016")).isEqualTo("{\"ok\":false,\"error\":\"invalid_json\"}");
		}
	}

	@Test
	void whoStopsSendingGetsTheAnswersAndThenTheEnd() {
		try (RawClient client = new RawClient(broker.port())) {
			client.send("{\"op\":\"ping\"}\n{\"op\":\"ping\"}\n{\"op\":\"pi");
			client.shutdownOutput();
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isNull();
		}
	}

}
