package io.jolt.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.ExchangeStatus;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.MessageLimits;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

@ExtendWith(OutputCaptureExtension.class)
class JoltHealthIndicatorTests {

	private static final MessageLimits LIMITS = new MessageLimits(256, 64, 128, 16384, 1048576);

	private static final JoltAddress ADDRESS = new JoltAddress("broker", 8080);

	private final JoltClient client = mock(JoltClient.class);

	@Test
	void anOpenClientWhosePingIsAnsweredIsUp() {
		given(this.client.status()).willReturn(open("jolt-broker/0.1.0"));
		given(this.client.ping(any())).willReturn(CompletableFuture.completedFuture(Duration.ofMillis(3)));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnly(entry("address", "broker:8080"), entry("state", "OPEN"),
				entry("broker", "jolt-broker/0.1.0"), entry("subscriptions", 4), entry("reconnectingSubscriptions", 0),
				entry("refusedSubscriptions", 0), entry("roundTrip", Duration.ofMillis(3)));
	}

	@Test
	void listenersThatReturnByThemselvesAreCountedAndDoNotTakeItDown() {
		given(this.client.status()).willReturn(new ClientStatus(ConnectionState.OPEN, List.of(ADDRESS.toString()), null,
				new ConnectionInfo(ADDRESS.toString(), null, Set.of(), true), LIMITS, 4, 2, 2, 0, 0,
				ExchangeStatus.NONE, new JoltException("The broker closed the connection")));
		given(this.client.ping(any())).willReturn(CompletableFuture.completedFuture(Duration.ofMillis(3)));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).contains(entry("reconnectingSubscriptions", 2),
				entry("refusedSubscriptions", 0));
	}

	@Test
	void aListenerThatTheBrokerRefusesTakesItOutOfServiceAndTheCauseIsTold() {
		given(this.client.status()).willReturn(new ClientStatus(ConnectionState.OPEN, List.of(ADDRESS.toString()), null,
				new ConnectionInfo(ADDRESS.toString(), null, Set.of(), true), LIMITS, 4, 3, 2, 1, 0,
				ExchangeStatus.NONE, new JoltException("no room for one more")));
		given(this.client.ping(any())).willReturn(CompletableFuture.completedFuture(Duration.ofMillis(3)));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).contains(entry("reconnectingSubscriptions", 2),
				entry("refusedSubscriptions", 1), entry("cause", "no room for one more"),
				entry("roundTrip", Duration.ofMillis(3)));
	}

	@Test
	void aBrokerThatDoesNotAnswerIsDownAlsoWhereItRefusesAListener() {
		given(this.client.status()).willReturn(new ClientStatus(ConnectionState.OPEN, List.of(ADDRESS.toString()), null,
				new ConnectionInfo(ADDRESS.toString(), null, Set.of(), true), LIMITS, 4, 1, 0, 1, 0,
				ExchangeStatus.NONE, new JoltException("no room for one more")));
		given(this.client.ping(any())).willReturn(new CompletableFuture<>());
		assertThat(new JoltHealthIndicator(this.client, Duration.ofMillis(1)).health().getStatus())
			.isEqualTo(Status.DOWN);
	}

	@Test
	void aPlainBrokerIsUnknown() {
		given(this.client.status()).willReturn(open(null));
		given(this.client.ping(any())).willReturn(CompletableFuture.completedFuture(Duration.ofMillis(3)));
		assertThat(health().getDetails()).containsEntry("broker", "unknown");
	}

	@Test
	void aClientThatIsNotOpenIsDownAtOnceAndIsNotPinged(CapturedOutput output) {
		JoltException cause = new JoltConnectException("Connection refused", ADDRESS, false, null);
		given(this.client.status()).willReturn(new ClientStatus(ConnectionState.BACKING_OFF,
				List.of(ADDRESS.toString(), "[::1]:1"), null, null, LIMITS, 4, 4, 3, 1, 0, ExchangeStatus.NONE, cause));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsOnly(entry("address", "broker:8080, [::1]:1"),
				entry("state", "BACKING_OFF"), entry("subscriptions", 4), entry("reconnectingSubscriptions", 3),
				entry("refusedSubscriptions", 1), entry("cause", "Connection refused"));
		CompletableFuture<Duration> unused = then(this.client).should(never()).ping(any());
		assertThat(unused).isNull();
		assertThat(output).isEmpty();
	}

	@Test
	void aPingThatIsNotAnsweredInTimeIsDown() {
		given(this.client.status()).willReturn(open("jolt-broker/0.1.0"));
		given(this.client.ping(any())).willReturn(new CompletableFuture<>());
		Health health = new JoltHealthIndicator(this.client, Duration.ofMillis(1)).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("cause", "No answer to a ping within 1 ms")
			.doesNotContainKey("roundTrip");
	}

	@Test
	void aPingThatFailsIsDown() {
		given(this.client.status()).willReturn(open("jolt-broker/0.1.0"));
		given(this.client.ping(any()))
			.willReturn(CompletableFuture.failedFuture(new JoltOutcomeUnknownException("Connection lost", null)));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("cause", "Connection lost");
	}

	@Test
	void anInterruptedCheckIsDownAndStaysInterrupted() {
		given(this.client.status()).willReturn(open("jolt-broker/0.1.0"));
		given(this.client.ping(any())).willReturn(new CompletableFuture<>());
		Thread.currentThread().interrupt();
		Health health = health();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
	}

	private Health health() {
		return new JoltHealthIndicator(this.client).health();
	}

	private static ClientStatus open(@Nullable String broker) {
		return new ClientStatus(ConnectionState.OPEN, List.of(ADDRESS.toString()), null,
				new ConnectionInfo(ADDRESS.toString(), broker, Set.of(), true), LIMITS, 4, 0, 0, 0, 0,
				ExchangeStatus.NONE, null);
	}

}
