package io.jolt.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerLimitTests {

	private static final String OK = "{\"ok\":true}";

	private static final int MESSAGES = 3000;

	@Test
	void aConnectionTooManyIsRefusedWithAnAnswerUntilAnotherEnds() {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxConnections(2).maxConnectionsPerAddress(1).start();
				RawClient first = new RawClient(broker.port());
				RawClient second = new RawClient(broker.port())) {
			assertThat(first.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			assertThat(second.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			try (RawClient third = new RawClient(broker.port())) {
				third.sendLine("{\"op\":\"ping\"}");
				assertThat(third.readLine()).isEqualTo("{\"ok\":false,\"error\":\"too_many_connections: "
						+ "there are 2 connections already, and maxConnections allows no more\"}");
				assertThat(third.readLine()).isNull();
			}
			assertThat(broker.connections()).isEqualTo(2);
			first.disconnect();
			Awaitility.await().until(() -> broker.connections() == 1);
			try (RawClient fourth = new RawClient(broker.port())) {
				assertThat(fourth.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			}
		}
	}

	@Test
	void onlySoManyAreToldThatTheyAreRefused() {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxConnections(1).maxRefusedConnections(2).start();
				RawClient first = new RawClient(broker.port())) {
			assertThat(first.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			// those who are told keep their end open
			try (RawClient second = new RawClient(broker.port())) {
				assertThat(second.readLine()).contains("too_many_connections");
				try (RawClient third = new RawClient(broker.port())) {
					assertThat(third.readLine()).contains("too_many_connections");
					try (RawClient fourth = new RawClient(broker.port())) {
						assertThat(fourth.readLine()).isNull();
					}
				}
				assertThat(broker.stats().refusals().connections()).isEqualTo(3);
			}
			assertThat(first.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void aRefusedConnectionIsNotKeptForLong() {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxConnections(1).maxRefusedConnections(1).start();
				RawClient first = new RawClient(broker.port())) {
			assertThat(first.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
			try (RawClient second = new RawClient(broker.port())) {
				assertThat(second.readLine()).contains("too_many_connections");
				// its place is free when it was closed, though it did not close its end
				Awaitility.await().until(() -> {
					try (RawClient next = new RawClient(broker.port())) {
						return next.readLine() != null;
					}
				});
			}
		}
	}

	@Test
	void aSubscriberThatDoesNotReadIsCutOffAtTheHardLimitAndHarmsNobody() throws IOException {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.outboundSoftBytes(200_000)
			.outboundHardBytes(2_000_000)
			.start();
				Socket stalled = stalledSubscriber(broker);
				RawClient healthy = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			healthy.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			publishUntilCutOff(broker, publisher, healthy);
			assertThat(broker.subscriptions()).isEqualTo(1);
			assertThat(broker.stats().subscribersCutOff()).isEqualTo(1);
			assertThat(stalled.isClosed()).isFalse();
			assertThat(healthy.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		}
	}

	@Test
	void aSubscriberThatLagsForTooLongIsCutOffAtTheSoftLimit() throws IOException {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.outboundSoftBytes(100_000)
			.outboundSoftDuration(Duration.ofMillis(300))
			.outboundHardBytes(1L << 40)
			.start();
				Socket stalled = stalledSubscriber(broker);
				RawClient healthy = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			healthy.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			publishUntilCutOff(broker, publisher, healthy);
			assertThat(stalled.isClosed()).isFalse();
			assertThat(broker.subscriptions()).isEqualTo(1);
		}
	}

	// a connection of which little fits into the operating system's buffers
	private static Socket stalledSubscriber(JoltBroker broker) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()));
		socket.getOutputStream().write("{\"op\":\"sub\",\"topic\":\"t\"}\n".getBytes(StandardCharsets.UTF_8));
		Awaitility.await().until(() -> broker.subscriptions() == 1);
		return socket;
	}

	private static void publishUntilCutOff(JoltBroker broker, RawClient publisher, RawClient healthy) {
		assertThat(publisher.ask("{\"op\":\"ping\"}")).isEqualTo(OK);
		String text = "x".repeat(6000);
		for (int i = 0; i < MESSAGES || broker.connections() == 3; i++) {
			String data = i + ((i % 2 == 0) ? text : "");
			assertThat(publisher.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + data + "\"}")).isEqualTo(OK);
			assertThat(healthy.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + data + "\"}");
		}
		Awaitility.await().until(() -> broker.connections() == 2);
	}

	@Test
	void whoDoesNotReadAnswersIsNotReadEither() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).outboundSoftBytes(10_000).start();
				RawClient client = new RawClient(broker.port())) {
			int batch = 10_000;
			int batches = 300;
			byte[] pings = "{\"op\":\"ping\"}\n".repeat(batch).getBytes(StandardCharsets.UTF_8);
			byte[] oks = (OK + "\n").repeat(batch).getBytes(StandardCharsets.UTF_8);
			Thread sender = new Thread(() -> {
				for (int i = 0; i < batches; i++) {
					client.send(pings);
				}
			});
			sender.start();
			// this is more than all buffers on the way hold
			sender.join(1000);
			assertThat(sender.isAlive()).isTrue();
			assertThat(broker.connections()).isEqualTo(1);
			for (int i = 0; i < batches; i++) {
				assertThat(client.socket().getInputStream().readNBytes(oks.length)).isEqualTo(oks);
			}
			sender.join();
		}
	}

	@Test
	void stoppingSendsWhatIsQueued() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient subscriber = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			subscriber.ask("{\"op\":\"sub\",\"topic\":\"t\"}");
			for (int i = 0; i < 1000; i++) {
				publisher.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + i + "\"}");
			}
			for (int i = 0; i < 1000; i++) {
				assertThat(publisher.readLine()).isEqualTo(OK);
			}
			broker.stop();
			for (int i = 0; i < 1000; i++) {
				assertThat(subscriber.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"" + i + "\"}");
			}
			assertThat(subscriber.readLine()).isNull();
		}
	}

	@Test
	void stoppingDoesNotWaitForeverForWhoDoesNotRead() throws IOException {
		try (JoltBroker broker = JoltBroker.builder().port(0).drainTimeout(Duration.ofMillis(300)).start();
				Socket stalled = stalledSubscriber(broker);
				RawClient publisher = new RawClient(broker.port())) {
			for (int i = 0; i < 20; i++) {
				publisher.ask("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + "x".repeat(500_000) + "\"}");
			}
			broker.stop();
			assertThat(broker.isRunning()).isFalse();
			assertThat(stalled.isClosed()).isFalse();
		}
	}

	@Test
	void whoGoesOnSendingWhileItIsClosedIsReadForOneLineMoreAtMost() throws Exception {
		int line = 100_000;
		try (JoltBroker broker = JoltBroker.builder().port(0).maxLineBytes(line).start();
				RawClient client = new RawClient(broker.port())) {
			byte[] chunk = new byte[10_000];
			long sent = 0;
			try {
				// without the limit, this is all that fits into the second
				for (; sent < 1000L * line; sent += chunk.length) {
					client.send(chunk);
				}
			}
			catch (UncheckedIOException ex) {
				// closed
			}
			Awaitility.await().until(() -> broker.connections() == 0);
			// some reads may hold more than was wanted
			assertThat(broker.stats().bytesIn()).isBetween((long) line, 2L * line + 4 * 65_536);
		}
	}

	@Test
	void subscriptionsAreLimitedByTheirMemoryToo() {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxSubscriptionBytesPerConnection(1100).start();
				RawClient client = new RawClient(broker.port())) {
			String tooMany = "{\"ok\":false,\"error\":\"too_many_subscriptions: at most 10000 on one connection, "
					+ "which may take 1100 bytes together\"}";
			String costly = "{\"op\":\"sub\",\"topic\":\"a.b.c.d.e.f.*\",\"pattern\":true}";
			String another = "{\"op\":\"sub\",\"topic\":\"z.y.*\",\"pattern\":true}";
			String topic = "{\"op\":\"sub\",\"topic\":\"t\"}";
			assertThat(client.ask(costly)).isEqualTo(OK);
			assertThat(client.ask(costly)).isEqualTo(OK);
			assertThat(broker.stats().heapBytes()).isGreaterThan(900);
			assertThat(client.ask(another)).isEqualTo(tooMany);
			assertThat(client.ask(topic)).isEqualTo(tooMany);
			assertThat(broker.stats().refusals().subscriptions()).isEqualTo(2);
			assertThat(client.ask(costly.replace("sub", "unsub"))).isEqualTo(OK);
			assertThat(client.ask(another)).isEqualTo(OK);
			assertThat(client.ask(topic)).isEqualTo(OK);
			client.disconnect();
			Awaitility.await().until(() -> broker.stats().heapBytes() == 0);
		}
	}

	@Test
	void theBudgetIsSaidAtStartAndWhatCannotBeReachedIsWarnedOf() {
		try (CapturedLog log = new CapturedLog(Level.INFO);
				JoltBroker broker = JoltBroker.builder()
					.port(0)
					.maxHeapBytes(3 * 1024 * 1024)
					.maxDirectBytes(2 * 1024 * 1024)
					.outboundSoftBytes(1024)
					.maxSubscriptionBytesPerConnection(3 * 1024 * 1024)
					.start()) {
			assertThat(log.lines()).hasSize(2);
			assertThat(log.lines().get(0)).startsWith("INFO Connections may take 3.0 MiB of the heap (of ")
				.contains("and 2.0 MiB outside it (of ");
			assertThat(log.lines().get(1))
				.startsWith("WARN outboundHardBytes cannot be reached: it needs 33554432 bytes "
						+ "outside the heap, and all connections together may take 2097152");
			assertThat(broker.isRunning()).isTrue();
		}
	}

	@Test
	void noThreadIsLeft() {
		for (int i = 0; i < 3; i++) {
			try (JoltBroker broker = JoltBroker.builder().port(0).passwordIterations(1).user("u", "p", "admin").start();
					RawClient client = new RawClient(broker.port())) {
				assertThat(client.ask("{\"op\":\"auth\",\"user\":\"u\",\"pass\":\"p\"}")).isEqualTo(OK);
			}
		}
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("jolt-broker")));
	}

}
