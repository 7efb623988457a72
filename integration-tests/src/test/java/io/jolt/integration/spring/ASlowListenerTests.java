package io.jolt.integration.spring;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.sun.management.UnixOperatingSystemMXBean;
import io.jolt.broker.JoltBroker;
import io.jolt.client.SubscriptionState;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener of a running application that is so slow that the broker cuts it off: what
 * the application says meanwhile, and what is left of it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ASlowListenerTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int CUTS = Integer.getInteger("jolt.cuts", 60);

	private static final String LARGE = "x".repeat(128 * 1024);

	private final List<Thread> threadsBefore = joltThreads();

	private final JoltBroker broker = JoltBroker.builder()
		.port(0)
		.outboundSoftBytes(128 * 1024)
		.outboundHardBytes(256 * 1024)
		.start();

	@AfterEach
	void nothingIsLeftOver() {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
		await().untilAsserted(() -> assertThat(this.threadsBefore).containsAll(joltThreads()));
	}

	@Test
	void whileItsConnectionIsRestoredOnlyItIsReconnectingAndTheApplicationIsUp(CapturedOutput output) {
		try (FaultProxy proxy = FaultProxy.before(this.broker.port());
				WatchedApplication application = WatchedApplication.start("--jolt.port=" + proxy.port(),
						"--jolt.listener.queue-capacity=10")) {
			assertEverythingIsSubscribed(application);
			stallUntilCutOff(application, 1);
			// so that it does not return before all was looked at
			proxy.refuse();
			application.gate().release(1_000_000);
			await().atMost(LIMIT)
				.until(() -> application.container("slow").state() == ContainerState.RECONNECTING
						&& !application.events(JoltListenerStateChangedEvent.class).isEmpty());
			assertOnlyTheSlowOneIsReconnecting(application);
			assertEventIs(application, 0, SubscriptionState.RECONNECTING);
			assertThat(application.meter("jolt.listener.interruptions", "slow")).isOne();
			assertThat(application.meter("jolt.listener.state", "slow")).isZero();
			assertThat(application.meter("jolt.listener.state", "second")).isOne();
			application.container("third").pause();
			assertThat(application.meter("jolt.listener.state", "third")).as("paused").isOne();
			application.container("third").resume();
			application.publish("second", "unharmed");
			await().atMost(LIMIT).until(() -> application.received().contains("unharmed"));
			int attempts = proxy.accepted();
			proxy.listen();
			await().atMost(LIMIT)
				.until(() -> application.container("slow").state() == ContainerState.RUNNING
						&& application.events(JoltListenerStateChangedEvent.class).size() == 2);
			assertThat(proxy.accepted()).isEqualTo(attempts + 1);
			assertEverythingIsSubscribed(application);
			assertEventIs(application, 1, SubscriptionState.ACTIVE);
			application.publish("slow", "back");
			await().atMost(LIMIT).until(() -> application.received().contains("back"));
			assertThat(application.events(JoltConnectionLostEvent.class)).isEmpty();
			assertThat(application.events(JoltErrorEvent.class)).isEmpty();
			assertThat(application.events(JoltSessionStartedEvent.class)).hasSize(1);
		}
		assertThat(linesOfTheClient(output, " WARN ")).singleElement()
			.asString()
			.contains("Jolt connection 'default': listener 'slow' receives nothing for now because its own socket"
					+ " was lost and is being restored: ");
		assertThat(linesOfTheClient(output, " INFO ")).filteredOn((line) -> line.contains("'slow'"))
			.singleElement()
			.asString()
			.contains("Jolt connection 'default': listener 'slow' receives messages from now on");
		assertThat(linesOfTheClient(output, " ERROR ")).isEmpty();
	}

	@Test
	void manyCutsLeaveNeitherAThreadNorASocketBehind() {
		try (WatchedApplication application = WatchedApplication.start("--jolt.port=" + this.broker.port(),
				"--jolt.listener.queue-capacity=10")) {
			cutOff(application, 1);
			int threads = joltThreads().size();
			long descriptors = descriptors();
			for (int cut = 2; cut <= CUTS; cut++) {
				cutOff(application, cut);
			}
			await().untilAsserted(() -> assertThat(joltThreads()).hasSizeLessThanOrEqualTo(threads));
			await().untilAsserted(() -> assertThat(descriptors()).as("file descriptors, with a few of the JVM's own")
				.isLessThan(descriptors + 10));
			assertThat(this.broker.connections()).as("the client's and one for each listener").isEqualTo(4);
			assertThat(application.meter("jolt.listener.interruptions", "slow")).isEqualTo(CUTS);
			assertThat(application.events(JoltListenerStateChangedEvent.class)).hasSize(2 * CUTS);
			assertThat(application.events(JoltConnectionLostEvent.class)).isEmpty();
		}
	}

	private void cutOff(WatchedApplication application, int cut) {
		application.gate().drainPermits();
		stallUntilCutOff(application, cut);
		application.gate().release(1_000_000);
		await().pollInterval(Duration.ofMillis(5))
			.atMost(LIMIT)
			.until(() -> application.events(JoltListenerStateChangedEvent.class).size() == 2 * cut
					&& application.container("slow").queuedMessages() == 0);
		assertThat(application.container("slow").state()).isEqualTo(ContainerState.RUNNING);
		// only what was published is of interest, not the memory that it takes
		application.received().clear();
	}

	private void stallUntilCutOff(WatchedApplication application, int cut) {
		while (this.broker.stats().subscribersCutOff() < cut) {
			application.publish("slow", LARGE);
		}
		assertThat(this.broker.stats().subscribersCutOff()).isEqualTo(cut);
	}

	private static void assertEverythingIsSubscribed(WatchedApplication application) {
		assertThat(application.containers()).extracting(JoltMessageListenerContainer::state)
			.containsOnly(ContainerState.RUNNING);
		JsonNode health = application.health();
		assertThat(health.get("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/reconnectingSubscriptions").asInt(-1)).isZero();
		JsonNode connection = application.endpoint().at("/connections/default");
		assertThat(connection.get("waitingSubscriptions").asInt(-1)).isZero();
		assertThat(connection.has("lastFailure")).isFalse();
		JsonNode listener = application.endpoint().at("/listeners/slow");
		assertThat(listener.get("state").asString()).isEqualTo("RUNNING");
		assertThat(listener.has("lastFailure")).isFalse();
		assertThat(application.meter("jolt.listener.state", "slow")).isOne();
	}

	private static void assertOnlyTheSlowOneIsReconnecting(WatchedApplication application) {
		JsonNode health = application.health();
		assertThat(health.get("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/state").asString()).isEqualTo("OPEN");
		assertThat(health.at("/details/subscriptions").asInt()).isEqualTo(3);
		assertThat(health.at("/details/reconnectingSubscriptions").asInt(-1)).isOne();
		assertThat(health.at("/details/refusedSubscriptions").asInt(-1)).isZero();
		JsonNode jolt = application.endpoint();
		assertThat(jolt.at("/connections/default/state").asString()).isEqualTo("OPEN");
		assertThat(jolt.at("/connections/default/reconnectingSubscriptions").asInt()).isOne();
		assertThat(jolt.at("/connections/default/reconnects").asInt(-1)).isZero();
		assertThat(jolt.at("/listeners/slow/state").asString()).isEqualTo("RECONNECTING");
		assertThat(jolt.at("/listeners/slow/lastFailure").asString()).isNotBlank();
		assertThat(jolt.at("/listeners/slow/statistics/interruptions").asInt()).isOne();
		assertThat(jolt.at("/listeners/second/state").asString()).isEqualTo("RUNNING");
	}

	private static void assertEventIs(WatchedApplication application, int number, SubscriptionState state) {
		JoltListenerStateChangedEvent event = application.events(JoltListenerStateChangedEvent.class).get(number);
		assertThat(event.getState()).isEqualTo(state);
		assertThat(event.getListenerId()).isEqualTo("slow");
		assertThat(event.getConnectionName()).isEqualTo("default");
		assertThat(event.getTopics()).containsExactly("slow");
		assertThat(event.getSource()).isSameAs(application.container("slow"));
		assertThat(event.getCause() != null).isEqualTo(state != SubscriptionState.ACTIVE);
	}

	private static List<String> linesOfTheClient(CapturedOutput output, String level) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(level) && !line.contains(" io.jolt.broker."))
			.toList();
	}

	private static long descriptors() {
		return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
	}

	private static List<Thread> joltThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().toLowerCase(Locale.ROOT).contains("jolt"))
			.toList();
	}

}
