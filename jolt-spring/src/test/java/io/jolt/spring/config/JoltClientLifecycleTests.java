package io.jolt.spring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ch.qos.logback.classic.Level;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoltClientLifecycleTests {

	private static final JoltAddress ADDRESS = new JoltAddress("localhost", 8080);

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltClientLifecycle lifecycle = new JoltClientLifecycle(this.client);

	@Test
	void theClientStartsWithTheContextPausesWithItAndClosesLast() {
		try (AnnotationConfigApplicationContext context = context()) {
			assertThat(this.client.calls).containsExactly("start");
			assertThat(this.lifecycle.isRunning()).isTrue();
			context.pause();
			assertThat(this.lifecycle.isRunning()).isFalse();
			context.restart();
			assertThat(this.client.calls).containsExactly("start", "stop", "start");
		}
		assertThat(this.client.calls).containsExactly("start", "stop", "start", "stop", "close");
		assertThat(this.client.connectionListeners).isEmpty();
	}

	@Test
	void inModeFailTheFirstFailedAttemptEndsStartUp() {
		this.lifecycle.setStartupMode(JoltClientLifecycle.StartupMode.FAIL);
		this.client.connectFailure = new JoltConnectException("Connection to localhost:8080 refused", ADDRESS, false,
				null);
		assertThatThrownBy(this::context).hasRootCause(this.client.connectFailure);
		assertThat(this.client.calls).containsExactly("connect", "close");
		assertThat(this.lifecycle.isRunning()).isFalse();
	}

	@Test
	void inModeFailTheFailureSaysWhichNamedConnectionItIs() {
		this.lifecycle.setStartupMode(JoltClientLifecycle.StartupMode.FAIL);
		this.lifecycle.setConnectionName("billing");
		this.client.connectFailure = new JoltConnectException("Connection to localhost:8080 refused", ADDRESS, false,
				null);
		assertThatThrownBy(this.lifecycle::start)
			.isInstanceOfSatisfying(JoltStartupException.class,
					(ex) -> assertThat(ex.connectionName()).isEqualTo("billing"))
			.hasMessageContaining("'billing'")
			.hasMessageContaining("refused")
			.hasCause(this.client.connectFailure);
	}

	@Test
	void whatHappensToTheConnectionIsPublished() {
		List<JoltEvent> events = new ArrayList<>();
		JoltException lost = new JoltException("reset");
		JoltException error = new JoltException("refused");
		try (AnnotationConfigApplicationContext context = context()) {
			context.addApplicationListener((ApplicationListener<JoltEvent>) events::add);
			monitor().onOpened(info("jolt-broker/0.1"));
			monitor().onLost(lost);
			monitor().onError(error);
		}
		assertThat(events).extracting(JoltEvent::getConnectionName).containsOnly("default");
		assertThat(events).hasExactlyElementsOfTypes(JoltSessionStartedEvent.class, JoltConnectionLostEvent.class,
				JoltErrorEvent.class);
		assertThat(((JoltSessionStartedEvent) events.get(0)).getConnection().server()).isEqualTo(ADDRESS.toString());
		assertThat(((JoltConnectionLostEvent) events.get(1)).getCause()).isSameAs(lost);
		assertThat(((JoltErrorEvent) events.get(2)).getError()).isSameAs(error);
	}

	@Test
	void openAndLostAreEachOneLine() {
		try (LogCapture log = LogCapture.of(JoltClientLifecycle.class); var context = context()) {
			assertThat(context.isActive()).isTrue();
			monitor().onOpened(info("jolt-broker/0.1"));
			monitor().onLost(new JoltException("reset by peer"));
			monitor().onOpened(info(null));
			assertThat(log.messages(Level.INFO)).hasSize(2);
			assertThat(log.messages(Level.INFO).get(0)).contains("'default'", "localhost:8080", "jolt-broker/0.1");
			assertThat(log.messages(Level.INFO).get(1)).contains("plain broker");
			assertThat(log.messages(Level.WARN)).singleElement().asString().contains("'default'", "reset by peer");
		}
	}

	@Test
	void anAttemptThatFailsIsAWarningOnceForEachCauseUntilTheClientWasOpen() {
		try (LogCapture log = LogCapture.of(JoltClientLifecycle.class); var context = context()) {
			assertThat(context.isActive()).isTrue();
			for (int i = 0; i < 5; i++) {
				monitor().onConnectFailed(refused());
				monitor().onConnectFailed(new JoltException("no answer"));
			}
			assertThat(log.messages(Level.WARN)).hasSize(2);
			assertThat(log.messages(Level.WARN).get(0)).contains("'default'", "refused");
			monitor().onOpened(info(null));
			monitor().onConnectFailed(refused());
			assertThat(log.messages(Level.WARN)).hasSize(3);
		}
	}

	@Test
	void aListenerThatLostItsOwnConnectionIsOneLineThatNamesItAndItsReturnAnother() {
		JoltSubscription listener = this.client.subscribe(SubscriptionOptions.forTopic("a").name("order-desk").build(),
				(message) -> {
				});
		JoltSubscription unnamed = this.client.subscribe(SubscriptionOptions.forTopic("b").build(), (message) -> {
		});
		try (LogCapture log = LogCapture.of(JoltClientLifecycle.class); var context = context()) {
			assertThat(context.isActive()).isTrue();
			monitor().onSubscriptionChanged(listener, SubscriptionState.RECONNECTING, new JoltException("reset"));
			monitor().onSubscriptionChanged(listener, SubscriptionState.ACTIVE, null);
			monitor().onSubscriptionChanged(unnamed, SubscriptionState.REFUSED, new JoltException("no room"));
			monitor().onSubscriptionChanged(listener, SubscriptionState.SUBSCRIBING, new JoltException("reset"));
			assertThat(log.messages(Level.WARN)).containsExactly(
					"Jolt connection 'default': listener 'order-desk' receives nothing for now because its own"
							+ " socket was lost and is being restored: reset",
					"Jolt connection 'default': " + unnamed
							+ " does not receive all of its messages for now because the broker refuses it: no room",
					"Jolt connection 'default': listener 'order-desk' receives nothing yet because its own socket"
							+ " failed; it tries again: reset");
			assertThat(log.messages(Level.INFO))
				.containsExactly("Jolt connection 'default': listener 'order-desk' receives messages from now on");
		}
	}

	private static JoltConnectException refused() {
		return new JoltConnectException("Connection to localhost:8080 refused", ADDRESS, false, null);
	}

	private static ConnectionInfo info(@Nullable String broker) {
		return new ConnectionInfo(ADDRESS.toString(), broker, Set.of(), true);
	}

	private ConnectionListener monitor() {
		assertThat(this.client.connectionListeners).hasSize(1);
		return this.client.connectionListeners.get(0);
	}

	private AnnotationConfigApplicationContext context() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(JoltClientLifecycle.class, () -> this.lifecycle);
		context.refresh();
		return context;
	}

}
