package io.jolt.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker that is stopped while somebody publishes as fast as it can, on another event
 * loop than those who receive it: what it has accepted reaches everybody.
 */
class StopUnderLoadTests {

	private static final int ROUNDS = Integer.getInteger("jolt.stop.rounds", 50);

	private static final int BATCH = 2000;

	private static final byte[] PUBLISHES = "{\"op\":\"pub\",\"topic\":\"load\",\"data\":\"0123456789\"}\n"
		.repeat(BATCH)
		.getBytes(StandardCharsets.US_ASCII);

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void whatWasAnsweredReachesEverySubscriber(int subscribers) throws Exception {
		List<String> lost = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			// at another moment each time
			lost.addAll(stopWhilePublishing(subscribers, BATCH + i * 311));
		}
		assertThat(lost).isEmpty();
	}

	private static List<String> stopWhilePublishing(int subscribers, int acceptedBefore) throws Exception {
		List<Socket> sockets = new ArrayList<>();
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(2).start()) {
			List<CompletableFuture<Integer>> delivered = new ArrayList<>();
			for (int i = 0; i < subscribers; i++) {
				Socket subscriber = connect(broker, sockets);
				subscriber.getOutputStream()
					.write("{\"op\":\"sub\",\"topic\":\"load\"}\n".getBytes(StandardCharsets.US_ASCII));
				delivered.add(countLines(subscriber, new AtomicInteger()));
				int present = i + 1;
				Awaitility.await().until(() -> broker.subscriptions() == present);
			}
			Socket publisher = connect(broker, sockets);
			AtomicInteger answers = new AtomicInteger();
			CompletableFuture<Integer> accepted = countLines(publisher, answers);
			CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(publisher));
			while (answers.get() < acceptedBefore) {
				Thread.onSpinWait();
			}
			broker.stop();
			int oks = accepted.join();
			publishing.join();
			List<String> lost = new ArrayList<>();
			for (CompletableFuture<Integer> lines : delivered) {
				// the first is the answer to the subscription
				int deliveries = lines.join() - 1;
				if (deliveries < oks) {
					lost.add(oks - deliveries + " of " + oks);
				}
			}
			return lost;
		}
		finally {
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	private static Socket connect(JoltBroker broker, List<Socket> sockets) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
		sockets.add(socket);
		return socket;
	}

	private static void publish(Socket publisher) {
		try {
			while (true) {
				publisher.getOutputStream().write(PUBLISHES);
			}
		}
		catch (IOException ex) {
			// the broker has closed it
		}
	}

	// counts to the end, and closes its own end then
	private static CompletableFuture<Integer> countLines(Socket socket, AtomicInteger lines) {
		CompletableFuture<Integer> all = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try (socket) {
				InputStream in = socket.getInputStream();
				byte[] chunk = new byte[64 * 1024];
				int length;
				while ((length = in.read(chunk)) >= 0) {
					int count = 0;
					for (int i = 0; i < length; i++) {
						count += (chunk[i] == '\n') ? 1 : 0;
					}
					lines.addAndGet(count);
				}
			}
			catch (SocketException ex) {
				// reset: it was still publishing
			}
			catch (IOException ex) {
				all.completeExceptionally(ex);
			}
			all.complete(lines.get());
		}, "reader");
		reader.setDaemon(true);
		reader.start();
		return all;
	}

}
