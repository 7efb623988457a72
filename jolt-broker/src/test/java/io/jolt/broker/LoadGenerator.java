package io.jolt.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes as fast as a broker on the loopback takes it, over raw sockets, and counts
 * answers and deliveries. One publisher alone keeps to the pace of the slowest
 * subscriber. To be run by hand:
 * {@code LoadGenerator <port> <seconds> <publishers> <subscribers>}.
 */
public final class LoadGenerator {

	private static final int BATCH = 400;

	private static final int WINDOW = 20_000;

	private LoadGenerator() {
	}

	public static void main(String[] arguments) throws Exception {
		int port = Integer.parseInt(arguments[0]);
		long nanos = Long.parseLong(arguments[1]) * 1_000_000_000L;
		int publishers = Integer.parseInt(arguments[2]);
		int subscribers = Integer.parseInt(arguments[3]);
		AtomicLong answers = new AtomicLong();
		AtomicLong delivered = new AtomicLong();
		List<AtomicLong> deliveredToEach = new ArrayList<>();
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < subscribers; i++) {
			Socket socket = connect(port, sockets);
			socket.getOutputStream().write("{\"op\":\"sub\",\"topic\":\"load\"}\n".getBytes(StandardCharsets.US_ASCII));
			AtomicLong deliveredToThis = new AtomicLong();
			deliveredToEach.add(deliveredToThis);
			start(() -> countLines(socket.getInputStream(), deliveredToThis, delivered));
		}
		for (int i = 0; i < publishers; i++) {
			Socket socket = connect(port, sockets);
			AtomicLong answered = new AtomicLong();
			start(() -> countLines(socket.getInputStream(), answered, answers));
			start(() -> publish(socket.getOutputStream(), answered, (publishers == 1) ? deliveredToEach : List.of()));
		}
		Thread.sleep(nanos / 4_000_000);
		long startNanos = System.nanoTime();
		long answersBefore = answers.get();
		long deliveredBefore = delivered.get();
		Thread.sleep(nanos / 1_000_000);
		double seconds = (System.nanoTime() - startNanos) / 1e9;
		System.out.printf("%,.0f answers/s, %,.0f deliveries/s%n", (answers.get() - answersBefore) / seconds,
				(delivered.get() - deliveredBefore) / seconds);
		for (Socket socket : sockets) {
			socket.close();
		}
	}

	private static Socket connect(int port, List<Socket> sockets) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		sockets.add(socket);
		return socket;
	}

	private static void publish(OutputStream out, AtomicLong answered, List<AtomicLong> delivered)
			throws IOException, InterruptedException {
		String data = "{\\\"id\\\":1234567,\\\"customer\\\":\\\"" + "x".repeat(88) + "\\\"}";
		String line = "{\"op\":\"pub\",\"topic\":\"load\",\"data\":\"" + data + "\"}\n";
		byte[] batch = line.repeat(BATCH).getBytes(StandardCharsets.US_ASCII);
		for (long sent = 0;; sent += BATCH) {
			while (sent - slowest(answered, delivered) > WINDOW) {
				Thread.sleep(0, 50_000);
			}
			out.write(batch);
		}
	}

	private static long slowest(AtomicLong answered, List<AtomicLong> delivered) {
		long slowest = answered.get();
		for (AtomicLong counter : delivered) {
			slowest = Math.min(slowest, counter.get());
		}
		return slowest;
	}

	private static void countLines(InputStream in, AtomicLong... counters) throws IOException {
		byte[] buffer = new byte[256 * 1024];
		int length;
		while ((length = in.read(buffer)) >= 0) {
			int lines = 0;
			for (int i = 0; i < length; i++) {
				lines += (buffer[i] == '\n') ? 1 : 0;
			}
			for (AtomicLong counter : counters) {
				counter.addAndGet(lines);
			}
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | InterruptedException ex) {
				// the end of the run
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private interface Task {

		void run() throws IOException, InterruptedException;

	}

}
