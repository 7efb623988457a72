package io.jolt.client.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the thread that reads is lent to waits for nothing that this thread waits for.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class LentReaderTests {

	private static final String OK = ClientTestSupport.OK;

	@Test
	void anExecutorThatMakesTheReaderWaitKeepsNoFutureFromItsEnd() throws Exception {
		CompletableFuture<Boolean> first = new CompletableFuture<>();
		CompletableFuture<String> second = new CompletableFuture<>();
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			Executor oneAtATime = new OneAtATime();
			client.subscribe(on("a", oneAtATime),
					(message) -> first.complete(client.publish("p", "d").get(10, TimeUnit.SECONDS).acknowledged()));
			connection.expectOp("sub");
			client.subscribe(on("b", oneAtATime), (message) -> second.complete(message.data()));
			connection.expectOp("sub");
			connection.sendTogether(OK, OK, "{\"topic\":\"a\",\"data\":\"1\"}");
			connection.expectOp("pub");
			connection.sendTogether(OK, "{\"topic\":\"b\",\"data\":\"2\"}");
			assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
			assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("2");
		}
	}

	@Test
	void aRefusalHandsWhatWaitsToTheExecutorUnderNoLock() throws Exception {
		CompletableFuture<Void> triedOnce = new CompletableFuture<>();
		CompletableFuture<Boolean> free = new CompletableFuture<>();
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			Executor executor = (task) -> {
				if (triedOnce.complete(null)) {
					throw new RejectedExecutionException("on purpose");
				}
				Thread other = new Thread(() -> client.subscribe("c", (message) -> {
				}), "other");
				other.start();
				free.complete(hasEnded(other));
				task.run();
			};
			CompletableFuture<String> received = new CompletableFuture<>();
			JoltSubscription subscription = client.subscribe(SubscriptionOptions.forTopics("a", "b")
				.overflow(OverflowPolicy.DROP_NEWEST)
				.executor(executor)
				.build(), (message) -> received.complete(message.data()));
			connection.expectOp("sub");
			connection.expectOp("sub");
			connection.sendTogether(OK, "{\"topic\":\"a\",\"data\":\"1\"}");
			triedOnce.get(5, TimeUnit.SECONDS);
			connection.send("{\"ok\":false,\"error\":\"not_authorized\"}");
			assertThat(free.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(received.get(5, TimeUnit.SECONDS)).isEqualTo("1");
			subscription.ended().get(5, TimeUnit.SECONDS);
		}
	}

	private static boolean hasEnded(Thread thread) {
		try {
			thread.join(5000);
			return !thread.isAlive();
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private static SubscriptionOptions on(String topic, Executor executor) {
		return SubscriptionOptions.forTopic(topic).overflow(OverflowPolicy.DROP_NEWEST).executor(executor).build();
	}

	/**
	 * Makes its caller wait while it runs a task, as executors with a limit do.
	 */
	private static final class OneAtATime implements Executor {

		private final Semaphore places = new Semaphore(1);

		@Override
		public void execute(Runnable task) {
			this.places.acquireUninterruptibly();
			new Thread(() -> {
				try {
					task.run();
				}
				finally {
					this.places.release();
				}
			}, "one-at-a-time").start();
		}

	}

}
