package io.jolt.broker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a broker's process still does when it is told to end.
 */
@DisabledOnOs(OS.WINDOWS)
class TerminationTests {

	private static final String OK = "{\"ok\":true}";

	// far more than the operating system's buffers hold
	private static final int MESSAGES = 1500;

	private static final String TEXT = "x".repeat(10_000);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void aSlowReaderStillGetsAllThatItIsOwed() throws Exception {
		try (BrokerProcess broker = BrokerProcess.start(1024, "-config", config("{\"limits\":{\"drainSeconds\":15}}"));
				RawClient slow = new RawClient(smallSocket(broker.port()))) {
			owe(broker, slow);
			broker.terminate();
			awaitRefusal(broker.port());
			for (int i = 0; i < MESSAGES; i++) {
				assertThat(slow.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + i + TEXT + "\"}");
			}
			assertThat(slow.readLine()).isNull();
			assertThat(broker.awaitExit()).isZero();
		}
	}

	@Test
	void whoDoesNotReadAtAllHoldsItUpForAsLongAsIsAllowed() throws Exception {
		try (BrokerProcess broker = BrokerProcess.start(1024, "-config", config("{\"limits\":{\"drainSeconds\":1}}"));
				RawClient stalled = new RawClient(smallSocket(broker.port()))) {
			owe(broker, stalled);
			broker.terminate();
			assertThat(broker.awaitExit()).isZero();
			assertThat(stalled.socket().isClosed()).isFalse();
		}
	}

	@Test
	void aProcessThatHasLostAnEventLoopEndsByItself() throws Exception {
		try (BrokerProcess broker = BrokerProcess.start(EventLoopSaboteur.class);
				RawClient client = new RawClient(broker.port())) {
			client.send(EventLoopSaboteur.END);
			assertThat(broker.awaitExit()).isEqualTo(70);
			Awaitility.await().until(() -> broker.errors().stream().anyMatch((line) -> line.startsWith("jolt-broker")));
			assertThat(broker.errors()).filteredOn((line) -> line.startsWith("jolt-broker"))
				.singleElement()
				.asString()
				.isEqualTo("jolt-broker: an event loop has ended: the process ends with the exit status 70");
		}
	}

	@Test
	void anEventLoopThatIsStuckDoesNotKeepTheProcessAlive() throws Exception {
		try (BrokerProcess broker = BrokerProcess.start(EventLoopSaboteur.class, "-config",
				config("{\"limits\":{\"drainSeconds\":1}}")); RawClient client = new RawClient(broker.port())) {
			client.send(EventLoopSaboteur.HOLD_UP);
			Awaitility.await().until(() -> broker.errors().contains("held up"));
			broker.terminate();
			assertThat(broker.awaitExit()).isZero();
		}
	}

	private String config(String json) throws IOException {
		return Files.writeString(this.folder.resolve("config.json"), json).toString();
	}

	private static void owe(BrokerProcess broker, RawClient subscriber) {
		assertThat(subscriber.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
		try (RawClient publisher = new RawClient(broker.port())) {
			for (int i = 0; i < MESSAGES; i++) {
				assertThat(publisher.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + i + TEXT + "\"}"))
					.isEqualTo(OK);
			}
		}
	}

	private static Socket smallSocket(int port) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static void awaitRefusal(int port) {
		Awaitility.await().until(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return !socket.isConnected();
			}
			catch (ConnectException ex) {
				return true;
			}
		});
	}

}
