package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.PublishResult;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests whose futures their users have ended: cancelled, or with a time-out of their
 * own.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class GivenUpRequestTests {

	@Test
	void aCancelledPublishThatWaitsForAConnectionIsNotSentByIt() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			CompletableFuture<PublishResult> cancelled = client.publish("cancelled", "x");
			CompletableFuture<PublishResult> wanted = client.publish("wanted", "y");
			cancelled.cancel(false);
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			assertThat(connection.expectOp("pub").topic()).isEqualTo("wanted");
			connection.send(ClientTestSupport.OK);
			assertThat(wanted.join().acknowledged()).isTrue();
			// the thread that writes gives the room back, which may be after the answer
			await().untilAsserted(() -> assertThat(client.outbox().usedBytes()).isZero());
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

	@Test
	void whatWasGivenUpWaitsNoLongerThanTheRequestTimeout() {
		ManualTime time = new ManualTime();
		try (DefaultJoltClient client = JoltClientFactory.create(
				BuilderOptions
					.of(JoltClientBuilder.create().address("127.0.0.1", 1).requestTimeout(Duration.ofSeconds(10))),
				time.environment(new Random(1)))) {
			client.start();
			client.publish("a", "x").cancel(true);
			client.publish("a", "y").completeOnTimeout(null, 1, TimeUnit.NANOSECONDS).join();
			assertThat(client.outbox().usedBytes()).isPositive();
			time.advance(Duration.ofSeconds(10));
			assertThat(client.outbox().usedBytes()).isZero();
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

}
