package io.jolt.client.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.SelfReachingSockets;
import io.jolt.client.testing.VirtualThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

@ExtendWith(LeakCheck.class)
@Timeout(30)
class JoltConnectionTests {

	private final ScriptedBroker broker = ScriptedBroker.start();

	private final RecordingHandler handler = new RecordingHandler();

	private final JoltConnection connection = new JoltConnection(new JoltConfig("127.0.0.1", this.broker.port()),
			this.handler);

	@AfterEach
	void close() {
		this.connection.close();
		this.broker.close();
	}

	@Test
	void eachOperationWritesOneLineAndReturns() {
		this.connection.connect();
		this.connection.auth("app", "secret");
		this.connection.subscribe("chat.general");
		this.connection.publish("chat.general", "h\u00e9llo \"you\"");
		this.connection.ping();
		this.connection.unsubscribe("chat.general");
		this.broker.accept()
			.expect("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}")
			.expect("{\"op\":\"sub\",\"topic\":\"chat.general\"}")
			.expect("{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"h\\u00e9llo \\\"you\\\"\"}")
			.expect("{\"op\":\"ping\"}")
			.expect("{\"op\":\"unsub\",\"topic\":\"chat.general\"}");
	}

	@Test
	void theHandlerHearsOfEachLineInOrder() {
		ScriptedConnection peer = connect();
		peer.sendTogether("{\"ok\":true}", "{\"topic\":\"t\",\"data\":\"d\"}\r", "",
				"  {\"ok\": false, \"error\": \"no\"} ", "{\"ok\":true,\"id\":1}");
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
		assertThat(this.handler.next()).isEqualTo("message t=d {\"topic\":\"t\",\"data\":\"d\"}");
		assertThat(this.handler.next()).isEqualTo("error no {\"ok\": false, \"error\": \"no\"}");
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true,\"id\":1}");
	}

	@Test
	void aCharacterMayBeSplitBetweenTwoReads() {
		ScriptedConnection peer = connect();
		byte[] line = "{\"topic\":\"t\",\"data\":\"\ud83d\ude00\"}\n".getBytes(StandardCharsets.UTF_8);
		for (byte b : line) {
			peer.sendRaw(b);
		}
		assertThat(this.handler.next()).startsWith("message t=\ud83d\ude00 ");
	}

	@Test
	void whatNoBrokerSaysIsSkipped() {
		ScriptedConnection peer = connect();
		peer.sendTogether("hello", "{\"ok\":1}", "[]", "{}", "{\"ok\":true} x", "{\"ok\":true}");
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
		assertThat(this.connection.isConnected()).isTrue();
	}

	@Test
	void aLineThatIsTooLongEndsTheConnection() {
		ScriptedConnection peer = connect();
		peer.sendRaw("x".repeat(1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
		assertThat(this.handler.next()).isEqualTo("disconnected ProtocolException");
		assertThat(this.connection.isConnected()).isFalse();
		peer.expectEnd();
	}

	@Test
	void nothingIsSentBeforeItIsConnected() {
		assertThat(this.connection.isConnected()).isFalse();
		assertThatExceptionOfType(JoltException.class).isThrownBy(this.connection::ping)
			.withMessageContaining("Not connected to 127.0.0.1:" + this.broker.port());
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.connection.auth("a", "b"));
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.connection.subscribe("t"));
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.connection.unsubscribe("t"));
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.connection.publish("t", "d"));
		assertThatExceptionOfType(JoltNotSentException.class).isThrownBy(() -> this.connection.send("{}"))
			.withMessageContaining("Not connected to 127.0.0.1:" + this.broker.port())
			.withMessageContaining("the line was not sent");
	}

	@Test
	void aLineForWhichThereIsNoMethodIsSentAsItIs() {
		ScriptedConnection peer = connect();
		this.connection.send("{\"op\":\"hello\",\"client\":\"h\u00e9\ud83d\ude00\"}");
		this.connection.send("{\"op\":\"hello\", \"version\":1}\n");
		String longest = "{\"op\":\"x\",\"y\":\"" + "\u00e9".repeat(512 * 1024 - 10) + "zzz\"}";
		assertThat(longest.getBytes(StandardCharsets.UTF_8).length).isEqualTo(1024 * 1024);
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> this.connection.send(longest));
		peer.expect("{\"op\":\"hello\",\"client\":\"h\u00e9\ud83d\ude00\"}")
			.expect("{\"op\":\"hello\", \"version\":1}")
			.expect(longest);
		sent.join();
		peer.send("{\"ok\":true}");
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
	}

	@ParameterizedTest
	@CsvSource({ "'', is empty", "' ', is empty", "LF, is empty", "{}LFLF, line break inside",
			"{}LF{}LF, line break inside", "{CR}, line break inside", "{}CRLF, line break inside",
			"SURROGATE, lone surrogate", "LONG, 1048577 bytes" })
	void whatIsNotOneLineIsNotSent(String line, String why) {
		ScriptedConnection peer = connect();
		String text = line.replace("LF", "\n")
			.replace("CR", "\r")
			.replace("SURROGATE", "{\ud83d}")
			.replace("LONG", "\u00e9".repeat(512 * 1024) + "x");
		assertThatExceptionOfType(JoltNotSentException.class).isThrownBy(() -> this.connection.send(text))
			.withMessageContaining(why);
		this.connection.ping();
		peer.expect("{\"op\":\"ping\"}");
	}

	@Test
	void aMessageAndAnErrorTellAllTheirFields() {
		CompletableFuture<Map<String, @Nullable Object>> ofMessage = new CompletableFuture<>();
		CompletableFuture<JoltErrorResponse> error = new CompletableFuture<>();
		RecordingHandler keeping = new RecordingHandler() {
			@Override
			public void onTopicMessage(JoltTopicMessage message, String rawLine) {
				ofMessage.complete(message.getRaw());
				assertThat(message).hasToString("JoltTopicMessage[topic=t, data={\"a\":1}]");
			}

			@Override
			public void onError(JoltErrorResponse response, String rawLine) {
				error.complete(response);
			}
		};
		try (JoltConnection own = new JoltConnection(new JoltConfig("127.0.0.1", this.broker.port()), keeping)) {
			own.connect();
			this.broker.accept()
				.sendTogether(
						"{\"topic\":\"t\",\"data\":{\"a\":1},\"id\":7,\"ratio\":0.5,"
								+ "\"list\":[\"a\",null,{\"b\":false}],\"nothing\":null}",
						"{\"ok\":false,\"error\":\"no\\nway\",\"id\":8}");
			assertThat(ofMessage.join()).containsEntry("topic", "t")
				.containsEntry("data", Map.of("a", 1))
				.containsEntry("id", 7)
				.containsEntry("ratio", 0.5)
				.containsEntry("list", Arrays.asList("a", null, Map.of("b", false)))
				.containsEntry("nothing", null)
				.hasSize(6);
			assertThat(error.join().getError()).isEqualTo("no\nway");
			assertThat(error.join().isOk()).isFalse();
			assertThat(error.join().getRaw()).containsEntry("id", 8);
			assertThat(error.join()).hasToString("JoltErrorResponse[error=no\\nway]");
		}
	}

	@Test
	void theHandlerDoesNotSeeAPasswordThatTheBrokerRepeats() {
		ScriptedConnection peer = connect();
		this.connection.auth("app", "sentinel\"42");
		peer.expectOp("auth");
		peer.send("{\"ok\":false,\"error\":\"auth_failed: \\u0073entinel\\\"42\",\"more\":[\"sentinel\\\"42\"]}");
		assertThat(this.handler.next())
			.isEqualTo("error auth_failed: *** {\"ok\":false,\"error\":\"auth_failed: ***\",\"more\":[\"***\"]}");
		peer.send("{\"ok\":true,\"said\":\"sentinel\\\"42\"}");
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true,\"said\":\"***\"}");
		peer.send("sentinel\"42" + "x".repeat(1024 * 1024));
		assertThat(this.handler.next()).startsWith("disconnected").doesNotContain("sentinel");
	}

	@Test
	void aTextWithALoneSurrogateIsNotSent() {
		ScriptedConnection peer = connect();
		assertThatExceptionOfType(JoltNotSentException.class)
			.isThrownBy(() -> this.connection.publish("chat.general", "\ud83d"))
			.withMessageContaining("chat.general");
		this.connection.ping();
		peer.expect("{\"op\":\"ping\"}");
	}

	@Test
	void aPasswordInClearTextStaysOnTheLoopbackUnlessThatIsAllowed() throws IOException {
		InetAddress elsewhere = InetAddress.getByAddress(new byte[] { (byte) 192, 0, 2, 1 });
		JoltConfig careful = new JoltConfig("broker.example", 8080);
		assertThatExceptionOfType(JoltNotSentException.class)
			.isThrownBy(() -> JoltConnection.checkClearText(careful, elsewhere))
			.withMessageContaining("broker.example:8080")
			.withMessageContaining("allowPlaintextCredentials");
		JoltConfig allowed = JoltConfig.builder().host("broker.example").allowPlaintextCredentials(true).build();
		assertThatNoException().isThrownBy(() -> JoltConnection.checkClearText(allowed, elsewhere));
		assertThatNoException()
			.isThrownBy(() -> JoltConnection.checkClearText(careful, InetAddress.getLoopbackAddress()));
	}

	@Test
	void connectingTwiceIsAnError() {
		connect();
		assertThatExceptionOfType(JoltException.class).isThrownBy(this.connection::connect)
			.withMessageContaining("Already connected");
		assertThat(this.connection.isConnected()).isTrue();
	}

	@Test
	void aConnectionThatNobodyAcceptsIsAnError() throws IOException {
		int port;
		try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = unused.getLocalPort();
		}
		try (JoltConnection refused = new JoltConnection(new JoltConfig("127.0.0.1", port), this.handler)) {
			assertThatExceptionOfType(JoltConnectException.class).isThrownBy(refused::connect)
				.withMessageContaining("127.0.0.1:" + port)
				.withCauseInstanceOf(IOException.class);
			assertThat(refused.isConnected()).isFalse();
		}
		assertThat(this.handler.remaining()).isEmpty();
	}

	@Test
	void aConnectionToItselfCountsAsRefused() throws IOException {
		int port;
		try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = unused.getLocalPort();
		}
		SelfReachingSockets sockets = new SelfReachingSockets(port);
		try (JoltConnection own = new JoltConnection(new JoltConfig("127.0.0.1", port), this.handler, sockets)) {
			assertThatExceptionOfType(JoltConnectException.class).isThrownBy(own::connect)
				.withMessageContaining("nothing listens there")
				.withCauseInstanceOf(ConnectException.class);
			assertThat(own.isConnected()).isFalse();
			assertThat(sockets.made()).hasSize(1).allMatch(Socket::isClosed);
		}
		assertThat(this.handler.remaining()).isEmpty();
	}

	@Test
	void closingTellsTheHandlerOnce() {
		ScriptedConnection peer = connect();
		this.connection.close();
		assertThat(this.connection.isConnected()).isFalse();
		// close has waited for it
		assertThat(this.handler.remaining()).containsExactly("disconnected");
		this.connection.close();
		peer.expectEnd();
		assertThat(this.handler.remaining()).containsExactly("disconnected");
	}

	@Test
	void closingWhatWasNeverConnectedIsNoError() {
		assertThatNoException().isThrownBy(this.connection::close);
		assertThat(this.handler.remaining()).isEmpty();
	}

	@Test
	void aPeerThatClosesIsNoFailure() {
		ScriptedConnection peer = connect();
		peer.send("{\"ok\":true}");
		peer.sendRaw("{\"ok\":".getBytes(StandardCharsets.UTF_8));
		peer.close();
		assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
		assertThat(this.handler.next()).isEqualTo("disconnected");
		assertThat(this.connection.isConnected()).isFalse();
		assertThatExceptionOfType(JoltException.class).isThrownBy(this.connection::ping)
			.withMessageContaining("Not connected");
	}

	@Test
	void aResetIsAFailure() {
		connect().reset();
		assertThat(this.handler.next()).startsWith("disconnected Socket");
		assertThat(this.handler.causes()).singleElement().isInstanceOf(IOException.class);
	}

	@Test
	void theSameObjectMayConnectAgain() {
		connect().close();
		assertThat(this.handler.next()).isEqualTo("disconnected");
		ScriptedConnection second = connect();
		this.connection.close();
		second.expectEnd();
		assertThat(this.handler.next()).isEqualTo("disconnected");
		ScriptedConnection third = connect();
		this.connection.ping();
		third.expect("{\"op\":\"ping\"}");
		assertThat(this.handler.remaining()).isEmpty();
	}

	@Test
	void aHandlerThatThrowsHarmsNobody() {
		RecordingHandler throwing = new RecordingHandler() {
			@Override
			public void onOk(String rawLine) {
				super.onOk(rawLine);
				throw new IllegalStateException("on purpose");
			}
		};
		try (JoltConnection own = new JoltConnection(new JoltConfig("127.0.0.1", this.broker.port()), throwing)) {
			own.connect();
			ScriptedConnection peer = this.broker.accept();
			peer.sendTogether("{\"ok\":true}", "{\"ok\":true,\"id\":2}");
			assertThat(throwing.next()).isEqualTo("ok {\"ok\":true}");
			assertThat(throwing.next()).isEqualTo("ok {\"ok\":true,\"id\":2}");
			assertThat(own.isConnected()).isTrue();
		}
	}

	@Test
	void aHandlerMaySendAndClose() {
		CompletableFuture<JoltConnection> self = new CompletableFuture<>();
		RecordingHandler closing = new RecordingHandler() {
			@Override
			public void onTopicMessage(JoltTopicMessage message, String rawLine) {
				super.onTopicMessage(message, rawLine);
				self.join().publish("answer", message.getData());
				self.join().close();
			}
		};
		try (JoltConnection own = new JoltConnection(new JoltConfig("127.0.0.1", this.broker.port()), closing)) {
			self.complete(own);
			own.connect();
			ScriptedConnection peer = this.broker.accept();
			peer.sendTogether("{\"topic\":\"t\",\"data\":\"d\"}", "{\"ok\":true}");
			peer.expect("{\"op\":\"pub\",\"topic\":\"answer\",\"data\":\"d\"}").expectEnd();
			assertThat(closing.next()).startsWith("message t=d");
			// the line after it is not handled any more
			assertThat(closing.next()).isEqualTo("disconnected");
			assertThat(own.isConnected()).isFalse();
		}
	}

	@Test
	void closingEndsASendThatBlocks() throws InterruptedException {
		connect();
		CountDownLatch failed = new CountDownLatch(1);
		Thread sender = new Thread(() -> {
			String data = "x".repeat(1_000_000);
			while (true) {
				try {
					this.connection.publish("t", data);
				}
				catch (JoltException ex) {
					failed.countDown();
					return;
				}
			}
		}, "sender");
		sender.start();
		// the peer reads nothing, so that the sender fills the buffers
		await().until(() -> sender.getState() == Thread.State.RUNNABLE && isWriting(sender));
		this.connection.close();
		assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
		sender.join();
		assertThat(this.handler.next()).isEqualTo("disconnected");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void interruptingAVirtualThreadThatSendsHarmsNobody() throws InterruptedException {
		ScriptedConnection peer = connect();
		// no socket's buffers hold that much, and the peer reads nothing yet
		String data = "x".repeat(16 * 1024 * 1024);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread sender = VirtualThread.start(() -> {
			this.connection.publish("virtual", data);
			interrupted.complete(Thread.currentThread().isInterrupted());
		});
		await().until(() -> VirtualThread.isAnyWriting(List.of(sender)));
		sender.interrupt();
		assertThat(peer.expectOp("pub").topic()).isEqualTo("virtual");
		assertThat(interrupted.join()).as("the thread learns that it was interrupted").isTrue();
		this.connection.publish("other", "x");
		assertThat(peer.expectOp("pub").topic()).isEqualTo("other");
	}

	@Test
	void manyThreadsMaySend() throws InterruptedException {
		ScriptedConnection peer = connect();
		Thread[] senders = new Thread[4];
		for (int i = 0; i < senders.length; i++) {
			String topic = "t" + i;
			senders[i] = new Thread(() -> {
				for (int number = 0; number < 200; number++) {
					this.connection.publish(topic, String.valueOf(number));
				}
			}, "sender-" + i);
			senders[i].start();
		}
		int[] next = new int[senders.length];
		for (int i = 0; i < senders.length * 200; i++) {
			String topic = peer.expectOp("pub").topic();
			next[topic.charAt(1) - '0']++;
		}
		assertThat(next).containsOnly(200);
		for (Thread sender : senders) {
			sender.join();
		}
	}

	@Test
	void aConversationWithAPlainBroker() {
		try (ScriptedBroker plain = ScriptedBroker.start(Personality.plain().user("app", "secret"))) {
			converse(plain);
			await().untilAsserted(() -> assertThat(plain.openConnections()).isZero());
		}
	}

	private void converse(ScriptedBroker plain) {
		try (JoltConnection own = new JoltConnection(new JoltConfig("localhost", plain.port()), this.handler)) {
			own.connect();
			own.auth("app", "secret");
			assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
			own.subscribe("");
			assertThat(this.handler.next()).startsWith("error invalid_topic ");
			own.subscribe("chat.general");
			assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
			own.publish("chat.general", "\u00e9");
			assertThat(this.handler.next()).startsWith("message chat.general=\u00e9 ");
			assertThat(this.handler.next()).isEqualTo("ok {\"ok\":true}");
		}
	}

	private ScriptedConnection connect() {
		this.connection.connect();
		assertThat(this.connection.isConnected()).isTrue();
		return this.broker.accept();
	}

	private static boolean isWriting(Thread thread) {
		for (StackTraceElement element : thread.getStackTrace()) {
			if (element.getMethodName().startsWith("implWrite") || element.getMethodName().equals("park")) {
				return true;
			}
		}
		return false;
	}

}
