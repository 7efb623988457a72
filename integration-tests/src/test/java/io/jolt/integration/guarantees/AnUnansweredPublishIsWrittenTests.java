package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltClient;
import io.jolt.testing.Ending;
import io.jolt.testing.FaultProxy;
import io.jolt.testing.ThreadSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where the broker does not answer publishes, one is complete when it is written and
 * never claims more, wherever the connection breaks; it is never sent again.
 */
class AnUnansweredPublishIsWrittenTests {

	@Test
	void whereverTheRequestsAreCut() throws Exception {
		ThreadSnapshot threads = ThreadSnapshot.take();
		try (SilentOnPublishBroker broker = new SilentOnPublishBroker();
				FaultProxy proxy = FaultProxy.before(broker.port())) {
			long whole = measure(proxy, broker);
			for (long offset = 0; offset <= whole; offset += 5) {
				cutOnce(proxy, broker, offset);
			}
		}
		threads.assertNothingLeft();
	}

	private static long measure(FaultProxy proxy, SilentOnPublishBroker broker) {
		try (JoltClient client = FaultyNetwork.clientOf(proxy.port()).build()) {
			client.connect();
			assertThat(Outcome.of(client.publish("topic", "whole"))).isEqualTo(Outcome.WRITTEN);
			await().pollInterval(Duration.ofMillis(1)).until(() -> routed(broker, "\"whole\"") == 1);
			return proxy.connection(1).requests().forwarded();
		}
	}

	private static void cutOnce(FaultProxy proxy, SilentOnPublishBroker broker, long offset) throws Exception {
		int first = proxy.accepted() + 1;
		proxy.onConnection((connection) -> {
			if (connection.number() == first) {
				connection.requests().endAfter(offset, Ending.CLOSE);
			}
		});
		String text = "text-" + offset;
		Outcome outcome;
		try (JoltClient client = FaultyNetwork.clientOf(proxy.port()).build()) {
			client.start();
			outcome = Outcome.of(client.publish("topic", text));
			// whatever was to follow has followed; this may meet the end of the
			// connection
			await().pollInterval(Duration.ofMillis(1)).until(() -> isAnswered(client));
		}
		await().atMost(FaultyNetwork.LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> broker.connections() == 0);
		assertThat(outcome).as("cut after %d bytes", offset).isIn(Outcome.WRITTEN, Outcome.UNKNOWN);
		assertThat(routed(broker, "\"" + text + "\"")).as("how often the broker got it, cut after %d bytes", offset)
			.isLessThanOrEqualTo(1);
	}

	private static boolean isAnswered(JoltClient client) throws Exception {
		return client.ping().handle((time, failure) -> failure == null).get(20, TimeUnit.SECONDS);
	}

	private static long routed(SilentOnPublishBroker broker, String text) {
		return broker.published().stream().filter((line) -> line.contains(text)).count();
	}

}
