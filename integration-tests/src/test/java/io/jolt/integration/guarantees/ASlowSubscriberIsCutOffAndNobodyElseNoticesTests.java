package io.jolt.integration.guarantees;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.JoltClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.SmallJvm;
import io.jolt.integration.tools.Tool;
import io.jolt.testing.ThreadSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker cuts off a subscriber that does not read, the others do not notice, and the
 * broker's memory is bounded: it lives in 64 MiB while many times as much goes through
 * it.
 */
@Requires(Tool.BROKER_JAR)
class ASlowSubscriberIsCutOffAndNobodyElseNoticesTests {

	private static final int HEALTHY = 7;

	private static final int MESSAGE_BYTES = 4096;

	private static final int MESSAGES = Integer.getInteger("jolt.flow.messages", 40_000);

	@Test
	void oneStalledAndSevenHealthySubscribers() throws Exception {
		ThreadSnapshot threads = ThreadSnapshot.take();
		List<JoltClient> clients = new ArrayList<>();
		try (SmallJvm broker = SmallJvm.broker(); Socket stalled = new Socket()) {
			int port = broker.brokerPort();
			stall(stalled, port);
			NumberedFlow flow = new NumberedFlow(MESSAGES, MESSAGE_BYTES);
			for (int i = 0; i < HEALTHY; i++) {
				JoltClient client = FaultyNetwork.clientOf(port).build();
				clients.add(client);
				client.connect();
				client.subscribe("flow", flow.newReceiver()).ready().join();
			}
			JoltClient publisher = FaultyNetwork.clientOf(port).build();
			clients.add(publisher);
			publisher.connect();
			flow.publish(publisher, "flow");
			assertThat(flow.mistakes()).as("what healthy subscribers saw").isEmpty();
			assertThat(bytesUntilTheEnd(stalled)).as("the stalled one was cut off, and did not get everything")
				.isLessThan((long) MESSAGES * MESSAGE_BYTES);
			assertThat(Outcome.of(publisher.publish("flow.after", "text"))).isEqualTo(Outcome.ACCEPTED);
			assertThat(broker.figures().heapKilobytes()).as("the heap's use afterwards").isLessThan(32 * 1024);
			assertThat(broker.program().isRunning()).isTrue();
			assertThat(broker.program().errors()).as("what the broker logged")
				.noneMatch((line) -> line.contains("OutOfMemory"));
		}
		finally {
			clients.forEach(JoltClient::close);
		}
		threads.assertNothingLeft();
	}

	private static void stall(Socket socket, int port) throws IOException {
		socket.setReceiveBufferSize(16 * 1024);
		socket.setSoTimeout(20_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream().write("{\"op\":\"sub\",\"topic\":\"flow\"}\n".getBytes(StandardCharsets.UTF_8));
		assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8)).contains("true");
	}

	private static long bytesUntilTheEnd(Socket socket) throws IOException {
		long bytes = 0;
		try {
			byte[] chunk = new byte[64 * 1024];
			int length;
			while ((length = socket.getInputStream().read(chunk)) != -1) {
				bytes += length;
			}
		}
		catch (SocketException ex) {
			// a reset is an end too
		}
		return bytes;
	}

}
