package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ConnectionState;
import io.jolt.client.PublishResult;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.VirtualThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * To interrupt a virtual thread in a socket's write closes the socket, so that none may
 * write to the one that all share.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	private static final int VIRTUAL_THREADS = 3;

	private static final int OTHERS = 20;

	@Test
	void oneThatIsInterruptedWhileThePeerDoesNotReadHarmsNobody() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.maxLineBytes(64 * 1024 * 1024).outgoingBufferBytes(256 * 1024 * 1024))) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send(ClientTestSupport.HELLO.replace("1048576", "1000000000"));
			await().until(() -> client.state() == ConnectionState.OPEN);
			// no socket's buffers hold that much
			String large = "x".repeat(16 * 1024 * 1024);
			List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
			List<Thread> interrupted = new ArrayList<>();
			for (int i = 0; i < VIRTUAL_THREADS; i++) {
				CompletableFuture<PublishResult> publish = new CompletableFuture<>();
				publishes.add(publish);
				interrupted
					.add(VirtualThread.start(() -> client.publish("large", large).whenComplete((result, failure) -> {
						if (failure == null) {
							publish.complete(result);
						}
						else {
							publish.completeExceptionally(failure);
						}
					}).join()));
			}
			await().until(() -> VirtualThread.isAnyWriting(interrupted));
			for (int i = 0; i < OTHERS; i++) {
				publishes.add(client.publish("others", "" + i));
			}
			interrupted.forEach(Thread::interrupt);
			for (int i = 0; i < VIRTUAL_THREADS + OTHERS; i++) {
				connection.expectOp("pub");
				connection.send(ClientTestSupport.OK);
			}
			assertThat(publishes).allSatisfy((publish) -> assertThat(publish.join().acknowledged()).isTrue());
			for (Thread thread : interrupted) {
				thread.join();
			}
		}
	}

}
