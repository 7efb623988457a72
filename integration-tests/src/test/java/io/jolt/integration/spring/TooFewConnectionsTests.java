package io.jolt.integration.spring;

import java.time.Duration;
import java.util.List;

import io.jolt.broker.JoltBroker;
import io.jolt.client.SubscriptionState;
import io.jolt.spring.config.JoltStartupException;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application whose listeners need more connections than the broker has room for.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class TooFewConnectionsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String LIMIT_AND_ARITHMETIC = "too_many_connections: there are 3 connections already, and"
			+ " maxConnections allows no more. Each blocking subscription has its own socket, so this client needs"
			+ " 3 + 1 = 4 connections. ";

	// one for the client, and two for three listeners
	private final JoltBroker broker = JoltBroker.builder().port(0).maxConnections(3).start();

	@AfterEach
	void nothingIsLeftOver() {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void theOneTooManyIsRefusedWithTheLimitAndTheArithmeticUntilThereIsRoom(CapturedOutput output) {
		// were start-up to wait for it, this test would time out
		try (WatchedApplication application = WatchedApplication.start("--jolt.port=" + this.broker.port(),
				"--jolt.startup-timeout=10m")) {
			JoltMessageListenerContainer refused = only(application, ContainerState.REFUSED);
			assertThat(refused.ready()).as("for it is tried again").isNotDone();
			assertThat(refused.failure()).isNotNull().hasMessageContaining(LIMIT_AND_ARITHMETIC);
			assertThatTheApplicationSaysSo(application, refused.getListenerId());
			assertThat(output).doesNotContain("No broker has answered")
				.contains("The broker refuses the Jolt listeners [" + refused.getListenerId()
						+ "] on connection 'default' for now: start-up continues, and they are tried again: ");
			application.containers()
				.stream()
				.filter((container) -> container != refused)
				.findFirst()
				.orElseThrow()
				.stop();
			await().atMost(LIMIT).until(() -> refused.state() == ContainerState.RUNNING);
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(application.events(JoltListenerStateChangedEvent.class))
					.extracting(JoltListenerStateChangedEvent::getState)
					.containsExactly(SubscriptionState.REFUSED, SubscriptionState.ACTIVE));
			assertThat(application.meter("jolt.listener.state", refused.getListenerId())).isOne();
			assertThat(application.meter("jolt.listener.interruptions", refused.getListenerId())).isZero();
			assertThat(application.health().at("/details/refusedSubscriptions").asInt(-1)).isZero();
			assertThat(application.events(JoltConnectionLostEvent.class)).isEmpty();
			assertThat(application.events(JoltErrorEvent.class)).isEmpty();
		}
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN ") && line.contains("JoltClientLifecycle"))).singleElement()
			.asString()
			.contains("does not receive all of its messages for now because the broker refuses it: ")
			.contains(LIMIT_AND_ARITHMETIC);
	}

	private static void assertThatTheApplicationSaysSo(WatchedApplication application, String refused) {
		JsonNode health = application.health();
		assertThat(health.get("status").asString()).isEqualTo("OUT_OF_SERVICE");
		assertThat(health.at("/details/cause").asString()).contains(LIMIT_AND_ARITHMETIC);
		assertThat(health.at("/details/refusedSubscriptions").asInt()).isOne();
		assertThat(health.at("/details/reconnectingSubscriptions").asInt(-1)).isZero();
		JsonNode jolt = application.endpoint();
		assertThat(jolt.at("/connections/default/refusedSubscriptions").asInt()).isOne();
		assertThat(jolt.at("/listeners/" + refused + "/state").asString()).isEqualTo("REFUSED");
		assertThat(jolt.at("/listeners/" + refused + "/lastFailure").asString()).contains(LIMIT_AND_ARITHMETIC);
		assertThat(application.meter("jolt.listener.state", refused)).isZero();
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(application.events(JoltListenerStateChangedEvent.class)).singleElement()
				.satisfies((event) -> {
					assertThat(event.getState()).isEqualTo(SubscriptionState.REFUSED);
					assertThat(event.getListenerId()).isEqualTo(refused);
					assertThat(event.getCause()).isNotNull().hasMessageContaining(LIMIT_AND_ARITHMETIC);
				}));
	}

	@Test
	void underFailItEndsStartUpWithTheLimitAndTheArithmetic() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> WatchedApplication
				.start("--jolt.port=" + this.broker.port(), "--jolt.startup=fail", "--jolt.startup-timeout=10m")
				.close())
			.havingCause()
			.isInstanceOf(JoltStartupException.class)
			.withMessageContaining("is not subscribed: ")
			.withMessageContaining(LIMIT_AND_ARITHMETIC);
	}

	private static JoltMessageListenerContainer only(WatchedApplication application, ContainerState state) {
		List<JoltMessageListenerContainer> found = application.containers()
			.stream()
			.filter((container) -> container.state() == state)
			.toList();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

}
