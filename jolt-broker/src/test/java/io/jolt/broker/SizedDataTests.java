package io.jolt.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data behind their lines, as bytes on sockets.
 */
@Timeout(60)
class SizedDataTests {

	private static final String OK = "{\"ok\":true}";

	private static final String HELLO = "{\"op\":\"hello\",\"version\":1,\"client\":\"raw/1\",\"sized_data\":true}";

	private static final String SUB = "{\"op\":\"sub\",\"topic\":\"t\"}";

	private static final String PUB = "{\"op\":\"pub\",\"topic\":\"t\"}";

	@Test
	void theFeatureIsAnsweredOnlyToWhoAsks() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient asking = new RawClient(broker.port());
				RawClient other = new RawClient(broker.port())) {
			assertThat(asking.ask(HELLO)).contains("\"sized-data\"");
			assertThat(other.ask("{\"op\":\"hello\",\"version\":1}")).contains("\"publish-ack\"")
				.doesNotContain("sized-data");
			assertThat(other.ask("{\"op\":\"hello\",\"sized_data\":false}")).doesNotContain("sized-data");
			assertThat(other.ask("{\"op\":\"hello\",\"sized_data\":1}")).contains("invalid_request");
			assertThat(other.ask("#1 " + PUB)).as("for who did not ask it is a line like any other")
				.contains("invalid_json");
			assertThat(other.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void whoKnowsThemGetsThemAsTheyCameAndOthersAString() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient publisher = new RawClient(broker.port());
				RawClient knowing = new RawClient(broker.port());
				RawClient plain = new RawClient(broker.port())) {
			publisher.ask(HELLO);
			knowing.ask(HELLO);
			assertThat(knowing.ask(SUB)).isEqualTo(OK);
			assertThat(plain.ask(SUB)).isEqualTo(OK);
			publisher.send("#9 " + PUB + "\n{\"\u00e9\":\n1}\n");
			assertThat(publisher.readLine()).isEqualTo(OK);
			assertThat(knowing.readLine()).isEqualTo("#9 {\"topic\":\"t\"}");
			assertThat(knowing.readLine() + "\n" + knowing.readLine()).isEqualTo("{\"\u00e9\":\n1}");
			assertThat(plain.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"{\\\"\\u00e9\\\":\\n1}\"}");
			publisher.send("#1 {\"op\":\"pub\",\"topic\":\"t\",\"headers\":{\"a\":\"b\"}}\n\"\n");
			assertThat(knowing.readLine()).isEqualTo("#1 {\"topic\":\"t\",\"headers\":{\"a\":\"b\"}}");
			assertThat(knowing.readLine()).isEqualTo("\"");
			assertThat(plain.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"\\\"\",\"headers\":{\"a\":\"b\"}}");
			assertThat(plain.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\u00e9\"}"))
				.isEqualTo("{\"topic\":\"t\",\"data\":\"\\u00e9\"}");
			assertThat(knowing.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"\\u00e9\"}");
		}
	}

	@Test
	void whatIsWrongWithAFrameIsAnsweredAndOnlyWhatCannotBeReadOnEndsTheConnection() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient client = new RawClient(broker.port());
				RawClient malformed = new RawClient(broker.port());
				RawClient odd = new RawClient(broker.port())) {
			client.ask(HELLO);
			assertThat(client.ask("#2 {\"op\":\"ping\"}\n{}")).contains("invalid_request");
			assertThat(client.ask("#2 {\"op\":\"pub\",\"topic\":\"t\",\"data\":\"x\"}\n{}"))
				.contains("invalid_request");
			assertThat(client.ask("#2 {\"op\":\"pub\",\"topic\":\"\"}\n{}")).contains("invalid_topic");
			assertThat(client.ask("#2 nonsense\n{}")).contains("invalid_json");
			assertThat(client.ask("#2 {\"op\":\"pub\",\"topic\":\"t\",\"headers\":7}\n{}")).contains("invalid_headers");
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			malformed.ask(HELLO);
			malformed.send(("#1 " + PUB + "\n\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
			assertThat(malformed.readLine()).contains("invalid_utf8");
			assertThat(malformed.readLine()).isNull();
			odd.ask(HELLO);
			odd.send("#1 " + PUB + "\nab\n");
			assertThat(odd.readLine()).contains("invalid_request");
			assertThat(odd.readLine()).isNull();
		}
	}

	@Test
	void onlyWhatWouldFitIntoALineAsAStringIsTaken() {
		String nul = "\u0000";
		int fitting = (1024 - PUB.length() - 16) / 6;
		try (JoltBroker broker = JoltBroker.builder().port(0).maxLineBytes(1024).start();
				RawClient subscriber = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			subscriber.ask(SUB);
			publisher.ask(HELLO);
			publisher.send("#" + fitting + " " + PUB + "\n" + nul.repeat(fitting) + "\n");
			assertThat(publisher.readLine()).isEqualTo(OK);
			assertThat(subscriber.readLine()).hasSizeLessThanOrEqualTo(1024).contains("\\u0000".repeat(fitting));
			publisher.send("#" + (fitting + 1) + " " + PUB + "\n");
			assertThat(publisher.readLine()).as("before any of it comes").contains("line_too_long");
			assertThat(publisher.readLine()).isNull();
		}
	}

	@Test
	void beforeAuthenticationAFrameMayHaveNoMoreThanALine() {
		String auth = "{\"op\":\"auth\",\"user\":\"u\",\"pass\":\"p\"}";
		try (JoltBroker broker = JoltBroker.builder().port(0).passwordIterations(1).user("u", "p", "admin").start();
				RawClient early = new RawClient(broker.port());
				RawClient patient = new RawClient(broker.port());
				RawClient late = new RawClient(broker.port())) {
			early.ask(HELLO);
			assertThat(early.ask("#2 " + PUB + "\n{}")).contains("auth_required");
			early.send("#3000 " + PUB + "\n");
			assertThat(early.readLine()).contains("line_too_long");
			assertThat(early.readLine()).isNull();
			patient.ask(HELLO);
			// in one write: what comes after the answer has the higher limit
			patient.send(auth + "\n#3000 " + PUB + "\n" + "\"".repeat(3000) + "\n");
			assertThat(patient.readLine()).isEqualTo(OK);
			assertThat(patient.readLine()).isEqualTo(OK);
			late.ask(auth);
			assertThat(late.ask(HELLO)).contains("sized-data");
			assertThat(late.ask("#3000 " + PUB + "\n" + "\"".repeat(3000))).isEqualTo(OK);
		}
	}

	@Test
	void longFramesReachBothKindsOfSubscribers() {
		String text = "{\"a\":\"\u20ac\"}".repeat(10_000);
		int length = text.getBytes(StandardCharsets.UTF_8).length;
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient publisher = new RawClient(broker.port());
				RawClient knowing = new RawClient(broker.port());
				RawClient plain = new RawClient(broker.port())) {
			publisher.ask(HELLO);
			knowing.ask(HELLO);
			knowing.ask(SUB);
			plain.ask(SUB);
			for (int i = 0; i < 20; i++) {
				publisher.send("#" + length + " " + PUB + "\n" + text + "\n");
				assertThat(publisher.readLine()).isEqualTo(OK);
				assertThat(knowing.readLine()).isEqualTo("#" + length + " {\"topic\":\"t\"}");
				assertThat(knowing.readLine()).isEqualTo(text);
				assertThat(plain.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\""
						+ text.replace("\"", "\\\"").replace("\u20ac", "\\u20ac") + "\"}");
			}
		}
	}

	@Test
	void noneComesBeforeTheAnswerThatPromisesThem() throws Exception {
		byte[] many = ("#1 " + PUB + "\n\"\n").repeat(500).getBytes(StandardCharsets.UTF_8);
		AtomicBoolean over = new AtomicBoolean();
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(2).start();
				RawClient publisher = new RawClient(broker.port())) {
			publisher.ask(HELLO);
			Thread flood = new Thread(() -> {
				while (!over.get()) {
					publisher.send(many);
				}
				publisher.shutdownOutput();
			});
			Thread answers = new Thread(() -> {
				while (publisher.readLine() != null) {
					Thread.onSpinWait();
				}
			});
			flood.start();
			answers.start();
			try {
				for (int i = 0; i < 300; i++) {
					try (RawClient subscriber = new RawClient(broker.port())) {
						subscriber.send(SUB + "\n" + HELLO + "\n");
						String line = String.valueOf(subscriber.readLine());
						while (!line.contains("\"broker\"")) {
							assertThat(line).startsWith("{");
							line = String.valueOf(subscriber.readLine());
						}
					}
				}
			}
			finally {
				over.set(true);
				flood.join();
				answers.join();
			}
		}
	}

}
