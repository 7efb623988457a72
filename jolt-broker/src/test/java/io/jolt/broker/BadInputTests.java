package io.jolt.broker;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that somebody may send who does not know the protocol, or does not mean
 * well. An answer means that the connection stays as it was.
 */
class BadInputTests {

	private static final String OK = "{\"ok\":true}";

	private static final String PING = "{\"op\":\"ping\"}";

	private static final int MAX_LINE = 20_000;

	private static JoltBroker broker;

	private static JoltBroker secured;

	@BeforeAll
	static void start() {
		broker = JoltBroker.builder().port(0).maxLineBytes(MAX_LINE).start();
		secured = JoltBroker.builder()
			.port(0)
			.passwordIterations(10)
			.authenticationFailuresPerMinute(10_000)
			.authenticationTimeout(Duration.ofMillis(400))
			.user("app", "secret", "admin")
			.start();
	}

	@AfterAll
	static void stop() {
		broker.close();
		secured.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n", " \t\r \n", "\r\r\n", "\n\n\n" })
	void emptyLinesAreIgnored(String lines) {
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask(lines + PING)).isEqualTo(OK);
			assertThat(client.ask(PING)).isEqualTo(OK);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"op\":\"ping\"}\r", "{\r\"op\"\r:\"ping\"\r}", "\r{\"op\":\"ping\"}\r\r\r",
			"\t{ \"op\" :\t\"ping\" } " })
	void carriageReturnsAreWhiteSpace(String line) {
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask(line)).isEqualTo(OK);
			assertThat(client.ask(PING)).isEqualTo(OK);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void aLineOfExactlyTheLimitIsAcceptedAndOneByteMoreCloses(String end) {
		String start = "{\"op\":\"ping\",\"x\":\"";
		String line = start + "x".repeat(MAX_LINE - start.length() - 2) + "\"}";
		try (RawClient client = new RawClient(broker.port())) {
			client.send(line + end);
			assertThat(client.readLine()).isEqualTo(OK);
			client.send(" " + line + end + PING + "\n");
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"line_too_long");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void anEndlessLineClosesAtTheLimitHoweverItArrives() {
		try (RawClient client = new RawClient(broker.port())) {
			for (int i = 0; i < MAX_LINE / 10; i++) {
				client.send("xxxxxxxxxx");
			}
			client.send("x");
			assertThat(client.readLine()).startsWith("{\"ok\":false,\"error\":\"line_too_long");
			assertThat(client.readLine()).isNull();
		}
	}

	@Test
	void aByteNowAndThenDoesNotPutOffTheDeadlineForAuthentication() {
		try (RawClient client = new RawClient(secured.port())) {
			Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
				try {
					client.send(" ");
					return false;
				}
				catch (UncheckedIOException ex) {
					return true;
				}
			});
		}
	}

	@Test
	void whoStopsInTheMiddleOfALineIsAnsweredWhatWasWholeAndTheRestIsDiscarded() {
		try (RawClient subscriber = new RawClient(broker.port()); RawClient client = new RawClient(broker.port())) {
			subscriber.ask("{\"op\":\"sub\",\"topic\":\"half\"}");
			client.send(PING + "\n{\"op\":\"pub\",\"topic\":\"half\",\"data\":\"d\"}");
			client.shutdownOutput();
			assertThat(client.readLine()).isEqualTo(OK);
			assertThat(client.readLine()).isNull();
			assertThat(subscriber.ask(PING)).isEqualTo(OK);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ff", "80", "c080", "c1bf", "e08080", "eda080", "edbfbf", "f0808080", "f4908080",
			"f8888080", "e282", "c3" })
	void whatIsNotUtf8ClosesWithAnAnswer(String hex) {
		for (String place : new String[] { "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"%\"}",
				"{\"op\":\"pub\",\"topic\":\"%\",\"data\":\"d\"}", "{\"op\":\"ping\",\"%\":1}", "%", PING + "%" }) {
			try (RawClient client = new RawClient(broker.port())) {
				client.send(with(place, hex));
				client.sendLine("");
				client.sendLine(PING);
				assertThat(client.readLine()).as(place).isEqualTo("{\"ok\":false,\"error\":\"invalid_utf8\"}");
				assertThat(client.readLine()).as(place).isNull();
			}
		}
	}

	private static byte[] with(String place, String hex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int at = place.indexOf('%');
		bytes.writeBytes(place.substring(0, at).getBytes(StandardCharsets.US_ASCII));
		bytes.writeBytes(HexFormat.of().parseHex(hex));
		bytes.writeBytes(place.substring(at + 1).getBytes(StandardCharsets.US_ASCII));
		return bytes.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "{", "{\"op\":\"ping\"", "{\"op\":\"pi", "{\"op\"", "{\"op\":}", "{\"op\":\"ping\",}",
			"{\"op\":\"ping\"} {}", "{\"op\":\"ping\"}}", "{\"op\":\"ping\"} x", "[]", "[{\"op\":\"ping\"}]", "null",
			"true", "1", "\"ping\"", "{\"op\":\"ping\",\"op\":\"ping\"}", "{\"op\":\"ping\",\"\\u006fp\":\"ping\"}",
			"{\"op\":\"ping\",\"x\":1,\"x\":2}", "{\"op\":\"ping\",\"x\":NaN}", "{\"op\":\"ping\",\"x\":Infinity}",
			"{\"op\":\"ping\",\"x\":+1}", "{\"op\":\"ping\",\"x\":01}", "{\"op\":\"ping\",\"x\":.5}",
			"{\"op\":\"ping\" /* comment */}", "{\"op\":\"ping\"} // comment", "# comment", "{'op':'ping'}",
			"{op:\"ping\"}", "{\"op\":\"pi\tng\"}", "{\"op\":\"\\x70ing\"}", "{\"op\":\"\\u12\"}",
			"\ufeff{\"op\":\"ping\"}", "\u0000", "\u0000{\"op\":\"ping\"}", "{\"op\":\"ping\"}\u0000",
			"{\"op\":\"pi\u0000ng\"}", "\u00a0{\"op\":\"ping\"}" })
	void whatIsNoJsonObjectIsAnswered(String line) {
		assertAnswer(line, "{\"ok\":false,\"error\":\"invalid_json\"}");
	}

	@Test
	void depthAndNumbersAreLimited() {
		String deep = "{\"op\":\"ping\",\"x\":%s}";
		assertAnswer(deep.formatted("[".repeat(63) + "]".repeat(63)), OK);
		assertAnswer(deep.formatted("[".repeat(64) + "]".repeat(64)), "{\"ok\":false,\"error\":\"invalid_json\"}");
		assertAnswer(deep.formatted("{\"x\":".repeat(64) + "1" + "}".repeat(64)),
				"{\"ok\":false,\"error\":\"invalid_json\"}");
		assertAnswer(deep.formatted("[".repeat(9000)), "{\"ok\":false,\"error\":\"invalid_json\"}");
		assertAnswer(deep.formatted("9".repeat(100)), OK);
		assertAnswer(deep.formatted("9".repeat(101)), "{\"ok\":false,\"error\":\"invalid_json\"}");
		assertAnswer(deep.formatted("9".repeat(10_000)), "{\"ok\":false,\"error\":\"invalid_json\"}");
		assertAnswer(deep.formatted("1e999999999"), OK);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"op":"nope"}                                | unknown_op
			{"op":"PING"}                                | unknown_op
			{"op":""}                                    | unknown_op
			{}                                           | invalid_request
			{"op":null}                                  | invalid_request
			{"op":1}                                     | invalid_request
			{"op":["ping"]}                              | invalid_request
			{"op":"sub"}                                 | invalid_topic
			{"op":"sub","topic":null}                    | invalid_topic
			{"op":"sub","topic":1}                       | invalid_topic
			{"op":"sub","topic":["t"]}                   | invalid_topic
			{"op":"sub","topic":""}                      | invalid_topic
			{"op":"sub","topic":"a\\nb"}                 | invalid_topic
			{"op":"sub","topic":"a\\u0000b"}             | invalid_topic
			{"op":"sub","topic":"a\\u007fb"}             | invalid_topic
			{"op":"sub","topic":"a\\u0085b"}             | invalid_topic
			{"op":"sub","topic":"a\\ud800b"}             | invalid_topic
			{"op":"unsub"}                               | invalid_topic
			{"op":"pub","data":"d"}                      | invalid_topic
			{"op":"pub","topic":"","data":"d"}           | invalid_topic
			{"op":"pub","topic":"t"}                     | invalid_data
			{"op":"pub","topic":"t","data":null}         | invalid_data
			{"op":"pub","topic":"t","data":{}}           | invalid_data
			{"op":"pub","topic":"t","data":"\\udc00"}    | invalid_data
			{"op":"pub","topic":"t","data":"d","headers":1}          | invalid_headers
			{"op":"pub","topic":"t","data":"d","headers":{"a":1}}    | invalid_headers
			{"op":"pub","topic":"t","data":"d","headers":{"":"x"}}   | invalid_headers
			{"op":"pub","topic":"t","data":"d","count":1}            | invalid_request
			{"op":"pub","topic":"t","data":"d","count":null}         | invalid_request
			{"op":"sub","topic":"t","group":null}                    | invalid_group
			{"op":"sub","topic":"t","group":1}                       | invalid_group
			{"op":"sub","topic":"t","group":["g"]}                   | invalid_group
			{"op":"sub","topic":"t","group":""}                      | invalid_group
			{"op":"sub","topic":"t","group":"a.b"}                   | invalid_group
			{"op":"sub","topic":"t","group":"a\\nb"}                 | invalid_group
			{"op":"sub","topic":"t","group":"a\\u007fb"}             | invalid_group
			{"op":"sub","topic":"t","group":"a\\ud800b"}             | invalid_group
			{"op":"sub","topic":"t.*","pattern":true,"group":""}     | invalid_group
			{"op":"unsub","topic":"t","group":false}                 | invalid_group
			{"op":"sub","topic":"","group":""}                       | invalid_topic
			{"op":"sub","topic":"t","pattern":1}         | invalid_request
			{"op":"sub","topic":"a.>.b","pattern":true}  | invalid_topic
			{"op":"auth","user":"u"}                     | invalid_request
			{"op":"auth","user":1,"pass":"p"}            | invalid_request
			""")
	void whatCannotBeDoneIsAnsweredWithItsCode(String line, String code) {
		try (RawClient client = new RawClient(broker.port())) {
			String answer = client.ask(line);
			assertThat(answer).startsWith("{\"ok\":false,\"error\":\"" + code).endsWith("\"}");
			assertThat(client.ask(PING)).isEqualTo(OK);
		}
	}

	@Test
	void aTopicMayHave256BytesAndNotOneMore() {
		for (String character : new String[] { "x", "\u00e9", "\ud83d\ude00" }) {
			int bytes = character.getBytes(StandardCharsets.UTF_8).length;
			String longest = character.repeat(256 / bytes);
			assertAnswer("{\"op\":\"sub\",\"topic\":\"" + longest + "\"}", OK);
			try (RawClient client = new RawClient(broker.port())) {
				assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"" + longest + "x\"}"))
					.startsWith("{\"ok\":false,\"error\":\"invalid_topic");
				assertThat(client.ask(PING)).isEqualTo(OK);
			}
		}
	}

	@Test
	void aGroupMayHave64BytesAndNotOneMore() {
		for (String character : new String[] { "x", "\u00e9", "\ud83d\ude00" }) {
			int bytes = character.getBytes(StandardCharsets.UTF_8).length;
			String sub = "{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"" + character.repeat(64 / bytes);
			assertAnswer(sub + "\"}", OK);
			try (RawClient client = new RawClient(broker.port())) {
				assertThat(client.ask(sub + "x\"}")).startsWith("{\"ok\":false,\"error\":\"invalid_group");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"op\":\"ping\",\"colour\":{\"a\":[1,2,{}]}}", "{\"x\":null,\"op\":\"ping\"}",
			"{\"\\u006fp\":\"p\\u0069ng\"}", "{\"op\":\"unsub\",\"topic\":\"never\"}",
			"{\"op\":\"unsub\",\"topic\":\"a.*\",\"pattern\":true}",
			"{\"op\":\"unsub\",\"topic\":\"never\",\"group\":\"g\"}", "{\"op\":\"ping\",\"group\":1,\"count\":2}",
			"{\"op\":\"auth\",\"user\":\"u\",\"pass\":\"p\"}",
			"{\"op\":\"ping\",\"topic\":1,\"data\":2,\"headers\":3,\"pattern\":4,\"user\":5,\"pass\":6}" })
	void whatDoesNoHarmIsDone(String line) {
		assertAnswer(line, OK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"op\":\"sub\",\"topic\":\"t\"}", "{\"op\":\"sub\",\"topic\":\"\"}",
			"{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}", "{\"op\":\"unsub\",\"topic\":\"t\"}",
			"{\"op\":\"stats\"}", "{\"op\":\"nope\"}" })
	void nothingIsDoneBeforeAuthentication(String line) {
		try (RawClient admin = new RawClient(secured.port()); RawClient client = new RawClient(secured.port())) {
			admin.ask("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}");
			admin.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			assertThat(client.ask(line)).isEqualTo("{\"ok\":false,\"error\":\"auth_required\"}");
			assertThat(admin.ask(PING)).isEqualTo(OK);
			assertThat(secured.subscriptions()).isEqualTo(1);
		}
		Awaitility.await().until(() -> secured.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST /topics HTTP/1.0\r\n\r\n{\"op\":\"ping\"}\n",
			"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "OPTIONS * HTTP/1.1\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000" })
	void anotherProtocolIsClosedWithoutAnAnswerAndTheLogSaysWhat(String bytes) {
		try (CapturedLog log = new CapturedLog(); RawClient client = new RawClient(broker.port())) {
			client.send(bytes.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(client.readLine()).isNull();
			Awaitility.await()
				.untilAsserted(() -> assertThat(log.lines()).singleElement().asString().containsAnyOf("HTTP", "TLS"));
		}
	}

	@Test
	void textFromTheWireIsNotInTheLog() {
		try (CapturedLog log = new CapturedLog()) {
			for (String line : new String[] { "GET /sentinel HTTP/1.1", "{\"op\":\"sentinel\"}", "sentinel",
					"{\"op\":\"sub\",\"topic\":\"sentinel\\n\"}", "sentinel".repeat(MAX_LINE / 8 + 1),
					"{\"op\":\"auth\",\"user\":\"sentinel\",\"pass\":\"sentinel\"}" }) {
				try (RawClient client = new RawClient(broker.port()); RawClient other = new RawClient(secured.port())) {
					client.ask(line);
					other.ask(line);
				}
			}
			Awaitility.await().until(() -> broker.connections() == 0 && secured.connections() == 0);
			assertThat(log.lines()).isNotEmpty().noneMatch((line) -> line.contains("sentinel"));
		}
	}

	private static void assertAnswer(String line, String answer) {
		try (RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask(line)).isEqualTo(answer);
			assertThat(client.ask(PING)).isEqualTo(OK);
		}
	}

}
