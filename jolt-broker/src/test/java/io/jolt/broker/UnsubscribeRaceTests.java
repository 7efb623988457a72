package io.jolt.broker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscribing and unsubscribing on one event loop while another one publishes.
 */
class UnsubscribeRaceTests {

	private static final String OK = "{\"ok\":true}";

	private static final int ROUNDS = 3000;

	@ParameterizedTest
	@ValueSource(strings = { "\"topic\":\"a.b\"", "\"topic\":\"a.*\",\"pattern\":true" })
	void nothingComesAfterTheAnswerToAnUnsubscribe(String subscription) throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(2).start();
				// connections go to the event loops in turn
				RawClient publisher = new RawClient(broker.port());
				RawClient subscriber = new RawClient(broker.port())) {
			Thread publishing = new Thread(() -> publish(publisher, done));
			publishing.start();
			try {
				int delivered = 0;
				for (int round = 0; round < ROUNDS; round++) {
					subscriber.send("{\"op\":\"sub\"," + subscription + "}\n");
					assertThat(subscriber.readLine()).isEqualTo(OK);
					delivered += (round % 2 == 0) ? deliveriesBefore(subscriber, 0) : 0;
					subscriber.send("{\"op\":\"unsub\"," + subscription + "}\n{\"op\":\"ping\"}\n");
					int late = deliveriesBefore(subscriber, 1);
					delivered += late;
					assertThat(subscriber.readLine()).as("round %d, after the answer", round).isEqualTo(OK);
				}
				assertThat(delivered).isGreaterThan(ROUNDS / 2);
			}
			finally {
				done.set(true);
				publishing.join();
			}
		}
	}

	// reads to the next answer, or one delivery where none is to come
	private static int deliveriesBefore(RawClient subscriber, int answers) {
		int deliveries = 0;
		while (true) {
			String line = String.valueOf(subscriber.readLine());
			if (line.equals(OK)) {
				return deliveries;
			}
			assertThat(line).contains("\"topic\":\"a.b\"");
			deliveries++;
			if (answers == 0) {
				return deliveries;
			}
		}
	}

	private static void publish(RawClient publisher, AtomicBoolean done) {
		int batch = 100;
		while (!done.get()) {
			publisher.send("{\"op\":\"pub\",\"topic\":\"a.b\",\"data\":\"d\"}\n".repeat(batch));
			for (int i = 0; i < batch; i++) {
				assertThat(publisher.readLine()).isEqualTo(OK);
			}
		}
	}

}
