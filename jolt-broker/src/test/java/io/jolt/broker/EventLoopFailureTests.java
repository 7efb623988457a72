package io.jolt.broker;

import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker inside an application that has lost one of its event loops.
 */
class EventLoopFailureTests {

	@Test
	void aBrokerThatHasLostAnEventLoopSaysSoOnceAndCanBeStartedAgain() {
		AtomicInteger failures = new AtomicInteger();
		try (CapturedLog log = new CapturedLog();
				EventLoopSaboteur saboteur = new EventLoopSaboteur();
				JoltBroker broker = JoltBroker.builder()
					.port(0)
					.eventLoopThreads(2)
					.onFailure(failures::incrementAndGet)
					.start()) {
			assertThat(broker.hasFailed()).isFalse();
			try (RawClient first = new RawClient(broker.port()); RawClient second = new RawClient(broker.port())) {
				first.send(EventLoopSaboteur.END);
				Awaitility.await().until(broker::hasFailed);
				second.send(EventLoopSaboteur.END);
				Awaitility.await()
					.until(() -> Thread.getAllStackTraces()
						.keySet()
						.stream()
						.noneMatch((thread) -> thread.getName().startsWith("jolt-broker")));
			}
			assertThat(broker.isRunning()).isFalse();
			assertThat(failures).hasValue(1);
			assertThat(log.lines()).filteredOn((line) -> line.startsWith("ERROR"))
				.singleElement()
				.asString()
				.contains("An event loop has ended");
			saboteur.detach();
			broker.start();
			assertThat(broker.isRunning()).isTrue();
			assertThat(broker.hasFailed()).isFalse();
			try (RawClient client = new RawClient(broker.port())) {
				assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
			}
		}
	}

	@Test
	void stoppingIsNoFailure() {
		AtomicInteger failures = new AtomicInteger();
		try (CapturedLog log = new CapturedLog();
				JoltBroker broker = JoltBroker.builder().port(0).onFailure(failures::incrementAndGet).start()) {
			broker.stop();
			assertThat(broker.hasFailed()).isFalse();
			assertThat(failures).hasValue(0);
			assertThat(log.lines()).noneMatch((line) -> line.startsWith("ERROR"));
		}
	}

}
