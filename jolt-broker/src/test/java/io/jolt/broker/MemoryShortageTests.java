package io.jolt.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.jolt.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker in a process that may have little memory, and connections that would have it
 * hold more: who holds most is cut off, and nobody else notices.
 */
@DisabledOnOs(OS.WINDOWS)
class MemoryShortageTests {

	private static final String OK = "{\"ok\":true}";

	private static final String SUB = "{\"op\":\"sub\",\"topic\":\"t\"}";

	private static final String PING = "{\"op\":\"ping\"}";

	private static final int BATCH = 16;

	private static final List<String> SMALL_HEAP = List.of("-Xmx64m");

	private static final List<String> SMALL_DIRECT = List.of("-Xmx256m", "-XX:MaxDirectMemorySize=10M");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void twoStalledSubscribersAtTheDefaultLimitsInASmallHeap() throws IOException {
		try (BrokerProcess broker = BrokerProcess.start(SMALL_HEAP);
				Socket one = stalled(broker);
				Socket two = stalled(broker)) {
			healthyOnesLoseNothing(broker, () -> new RawClient(broker.port()), 1, 80 * 1024 * 1024);
			assertThatItWasCutOff(broker, one, two);
		}
	}

	@Test
	void oneStalledAndSevenHealthySubscribersWithLittleDirectMemory() throws IOException {
		try (BrokerProcess broker = BrokerProcess.start(SMALL_DIRECT); Socket stalled = stalled(broker)) {
			healthyOnesLoseNothing(broker, () -> new RawClient(broker.port()), 7, 12 * 1024 * 1024);
			assertThatItWasCutOff(broker, stalled);
		}
	}

	@Test
	void theSameOverTls() throws IOException {
		TestAuthority authority = TestAuthority.create("Test CA");
		authority.server("localhost", "127.0.0.1").write(this.folder, "server");
		TlsClients clients = TlsClients.trusting(authority);
		Path config = Files.writeString(this.folder.resolve("config.json"),
				"{\"tls\":{\"certificate\":\"server.pem\",\"privateKey\":\"server.key\"}}");
		try (BrokerProcess broker = BrokerProcess.start(SMALL_DIRECT, "-config", config.toString());
				Socket stalled = clients.open(broker.port())) {
			stalled.getOutputStream().write((SUB + "\n").getBytes(StandardCharsets.US_ASCII));
			healthyOnesLoseNothing(broker, () -> clients.connect(broker.port()), 7, 12 * 1024 * 1024);
			assertThatItWasCutOff(broker, stalled);
		}
	}

	@Test
	void manyLinesThatDoNotEnd() {
		byte[] unfinished = "x".repeat(1024 * 1024 - 100).getBytes(StandardCharsets.US_ASCII);
		List<RawClient> clients = new ArrayList<>();
		try (BrokerProcess broker = BrokerProcess.start(SMALL_HEAP); RawClient other = new RawClient(broker.port())) {
			assertThat(other.ask(SUB)).isEqualTo(OK);
			for (int i = 0; i < 60; i++) {
				RawClient client = new RawClient(broker.port());
				clients.add(client);
				client.send(unfinished);
				assertThatItServes(other);
			}
			try (RawClient late = new RawClient(broker.port())) {
				assertThatItServes(other);
				assertThat(late.ask(PING)).isEqualTo(OK);
			}
			// what was sent last may not have been read yet
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(stats(other).path("refusals").path("memory").asInt()).isBetween(40, 59));
			assertThatNothingElseIsLogged(broker, "it holds most of the heap");
		}
		finally {
			clients.forEach(RawClient::disconnect);
		}
	}

	@Test
	void manyPatternsOfManyTokens() {
		List<RawClient> clients = new ArrayList<>();
		try (BrokerProcess broker = BrokerProcess.start(SMALL_HEAP); RawClient other = new RawClient(broker.port())) {
			assertThat(other.ask(SUB)).isEqualTo(OK);
			assertThat(other.ask("{\"op\":\"sub\",\"topic\":\"t" + ".a".repeat(127) + "\",\"pattern\":true}"))
				.startsWith("{\"ok\":false,\"error\":\"invalid_topic: a pattern has at most 16 tokens");
			for (int i = 0; i < 12; i++) {
				RawClient client = new RawClient(broker.port());
				clients.add(client);
				subscribeUntilRefused(client, "c" + i);
				assertThatItServes(other);
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(stats(other).path("refusals").path("memory").asInt()).isBetween(8, 9));
			JsonNode stats = stats(other);
			assertThat(stats.path("heapBytes").asLong()).isLessThan(16 * 1024 * 1024);
			assertThatNothingElseIsLogged(broker, "it holds most of the heap");
		}
		finally {
			clients.forEach(RawClient::disconnect);
		}
	}

	// as many patterns that have nothing in common as one connection may have
	private static void subscribeUntilRefused(RawClient client, String name) {
		String rest = ".a".repeat(14);
		for (int sent = 0; sent < 3000; sent += 100) {
			StringBuilder batch = new StringBuilder();
			for (int i = sent; i < sent + 100; i++) {
				batch.append("{\"op\":\"sub\",\"topic\":\"")
					.append(name)
					.append('x')
					.append(i)
					.append(rest)
					.append(".*\",\"pattern\":true}\n");
			}
			client.send(batch.toString());
			for (int i = 0; i < 100; i++) {
				String answer = client.readLine();
				if (!OK.equals(answer)) {
					// null where it was cut off, for it held most
					assertThat(String.valueOf(answer)).containsAnyOf("too_many_subscriptions", "null");
					return;
				}
			}
		}
		throw new IllegalStateException("It was never refused");
	}

	private static Socket stalled(BrokerProcess broker) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.setSoTimeout(10_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()));
		socket.getOutputStream().write((SUB + "\n").getBytes(StandardCharsets.US_ASCII));
		assertThat(socket.getInputStream().readNBytes(OK.length() + 1)).hasSize(OK.length() + 1);
		return socket;
	}

	// publishes short and long messages, in turns with those who receive them
	private static void healthyOnesLoseNothing(BrokerProcess broker, Supplier<RawClient> connect, int healthy,
			int bytes) {
		List<RawClient> subscribers = new ArrayList<>();
		try (RawClient publisher = connect.get()) {
			for (int i = 0; i < healthy; i++) {
				RawClient subscriber = connect.get();
				subscribers.add(subscriber);
				assertThat(subscriber.ask(SUB)).isEqualTo(OK);
			}
			int number = 0;
			byte[] oks = (OK + "\n").repeat(BATCH).getBytes(StandardCharsets.US_ASCII);
			for (int sent = 0; sent < bytes;) {
				StringBuilder publishes = new StringBuilder();
				StringBuilder deliveries = new StringBuilder();
				for (int i = 0; i < BATCH; i++, number++) {
					String rest = "\"topic\":\"t\",\"data\":\"" + number + "x".repeat((number % 3) * 3000) + "\"}\n";
					publishes.append("{\"op\":\"pub\",").append(rest);
					deliveries.append('{').append(rest);
				}
				sent += deliveries.length();
				publisher.send(publishes.toString());
				assertThat(publisher.readBytes(oks.length)).as("answers after %s messages: %s", number, broker.errors())
					.isEqualTo(oks);
				byte[] expected = deliveries.toString().getBytes(StandardCharsets.US_ASCII);
				for (RawClient subscriber : subscribers) {
					assertThat(subscriber.readBytes(expected.length)).as("deliveries after %s messages", number)
						.isEqualTo(expected);
				}
			}
			assertThat(publisher.ask(PING)).isEqualTo(OK);
			assertThat(stats(publisher).path("directBytes").asLong()).isLessThan(1024 * 1024);
		}
		finally {
			subscribers.forEach(RawClient::disconnect);
		}
	}

	private static void assertThatItWasCutOff(BrokerProcess broker, Socket... stalled) {
		Awaitility.await()
			.until(() -> broker.errors().stream().filter((line) -> line.contains("Closed the connection")).count(),
					(count) -> count == stalled.length);
		for (Socket socket : stalled) {
			assertThat(broker.errors())
				.anyMatch((line) -> line.contains(":" + socket.getLocalPort() + ": it holds most of the memory"));
		}
		assertThatNothingElseIsLogged(broker, "it holds most of the memory");
	}

	private static void assertThatNothingElseIsLogged(BrokerProcess broker, String reason) {
		assertThat(broker.isRunning()).isTrue();
		assertThat(broker.errors()).allMatch((line) -> line.contains(reason) || line.contains("Connections may take")
				|| line.contains("cannot be reached") || line.contains("more warnings about connections"));
	}

	private static void assertThatItServes(RawClient client) {
		client.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}");
		assertThat(client.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"d\"}");
		assertThat(client.readLine()).isEqualTo(OK);
	}

	private static JsonNode stats(RawClient client) {
		return JsonMapper.shared().readTree(client.ask("{\"op\":\"stats\"}")).path("stats");
	}

}
