package io.jolt.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscribing and unsubscribing on one event loop while another one publishes.
 */
class UnsubscribeRaceTests {

	private static final String OK = "{\"ok\":true}";

	private static final String DELIVERY = "{\"topic\":\"a.b\",\"data\":\"d\"}";

	private static final int OTHERS = 16;

	private static final int ROUNDS = 3000;

	@ParameterizedTest
	@ValueSource(strings = { "\"topic\":\"a.b\"", "\"topic\":\"a.*\",\"pattern\":true" })
	void nothingComesAfterTheAnswerToAnUnsubscribe(String subscription) throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(2).start();
				// connections go to the event loops in turn
				RawClient publisher = new RawClient(broker.port());
				RawClient subscriber = new RawClient(broker.port())) {
			List<RawClient> others = subscribeOthers(broker, subscription);
			Thread publishing = new Thread(() -> publish(publisher, done));
			publishing.start();
			try {
				int delivered = 0;
				for (int round = 0; round < ROUNDS; round++) {
					subscriber.send("{\"op\":\"sub\"," + subscription + "}\n");
					// a delivery may come before the answer to the subscribe
					delivered += deliveriesBeforeAnswer(subscriber);
					if (round % 2 == 0) {
						assertThat(subscriber.readLine()).isEqualTo(DELIVERY);
						delivered++;
					}
					subscriber.send("{\"op\":\"unsub\"," + subscription + "}\n{\"op\":\"ping\"}\n");
					delivered += deliveriesBeforeAnswer(subscriber);
					assertThat(subscriber.readLine()).as("round %d, after the answer", round).isEqualTo(OK);
				}
				assertThat(delivered).isGreaterThan(ROUNDS / 2);
			}
			finally {
				done.set(true);
				publishing.join();
				others.forEach(RawClient::close);
			}
		}
	}

	// they get each message first, which leaves time between its finding its recipients
	// and its reaching the last of them
	private static List<RawClient> subscribeOthers(JoltBroker broker, String subscription) {
		List<RawClient> others = new ArrayList<>();
		for (int i = 0; i < OTHERS; i++) {
			RawClient other = new RawClient(broker.port());
			others.add(other);
			assertThat(other.ask("{\"op\":\"sub\"," + subscription + "}")).isEqualTo(OK);
			Thread reader = new Thread(() -> {
				try {
					other.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
				}
				catch (IOException ex) {
					// the end of the test
				}
			});
			reader.setDaemon(true);
			reader.start();
		}
		return others;
	}

	private static int deliveriesBeforeAnswer(RawClient subscriber) {
		int deliveries = 0;
		String line = subscriber.readLine();
		while (DELIVERY.equals(line)) {
			deliveries++;
			line = subscriber.readLine();
		}
		assertThat(line).isEqualTo(OK);
		return deliveries;
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
