package io.jolt.boot.autoconfigure.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.JoltClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker that greets and then reads nothing is down, and health says so in its time.
 */
@Timeout(60)
class JoltHealthOfADeafBrokerTests {

	// no socket's buffers hold half of it
	private static final int BUFFER_BYTES = 32 * 1024 * 1024;

	private static final int OVERHEAD_BYTES = "{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"\"}\n".length();

	@Test
	void isDownInItsTimeThoughTheOutgoingBufferIsFullToTheLastByte() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				JoltClient client = JoltClientBuilder.create()
					.address("127.0.0.1", server.getLocalPort())
					.maxLineBytes(BUFFER_BYTES)
					.outgoingBufferBytes(BUFFER_BYTES)
					.build()) {
			client.start();
			Thread stuck = new Thread(() -> assertThat(publish(client, BUFFER_BYTES / 2)).isNotNull());
			try (Socket accepted = server.accept()) {
				greet(accepted);
				await().until(() -> client.state() == ConnectionState.OPEN);
				stuck.start();
				await().until(() -> isWriting(stuck));
				CompletableFuture<PublishResult> last = publish(client, BUFFER_BYTES / 2);
				assertThat(last).isNotDone();
				long begun = System.nanoTime();
				Health health = new JoltHealthIndicator(client).health();
				assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(1900),
						Duration.ofSeconds(4));
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().get("cause")).asString().contains("ping");
			}
			stuck.join();
		}
	}

	private static CompletableFuture<PublishResult> publish(JoltClient client, int lineBytes) {
		return client.publish("a", "x".repeat(lineBytes - OVERHEAD_BYTES));
	}

	private static void greet(Socket accepted) throws IOException {
		new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.UTF_8)).readLine();
		accepted.getOutputStream()
			.write("{\"ok\":true,\"broker\":\"deaf/1\",\"version\":1,\"features\":[\"publish-ack\"]}\n"
				.getBytes(StandardCharsets.UTF_8));
	}

	private static boolean isWriting(Thread thread) {
		return Arrays.stream(thread.getStackTrace()).anyMatch((frame) -> frame.getMethodName().equals("writeTaken"));
	}

}
