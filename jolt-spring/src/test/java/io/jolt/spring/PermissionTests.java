package io.jolt.spring;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ApplicationListener;
import org.springframework.messaging.MessageDeliveryException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What an application sees of permissions that its user does not have.
 */
@Timeout(60)
class PermissionTests {

	@Test
	void aPublishThatIsNotAllowedIsThrownAsSuch() {
		try (JoltBroker broker = broker(0, "subscribe:>"); TestApplication application = application(broker)) {
			application.start();
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> application.template().convertAndSend("orders", "1"))
				.withMessageContaining("'orders'")
				.withMessageContaining("not_authorized")
				.havingCause()
				.isInstanceOfSatisfying(JoltRejectedException.class, PermissionTests::isNotAuthorized);
			assertThat(application.template().sendAsync("orders", "1")).failsWithin(10, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(JoltRejectedException.class, PermissionTests::isNotAuthorized);
		}
	}

	@Test
	void aSubscriptionThatIsNotAllowedReachesItsContainerAndAnother() throws Exception {
		try (JoltBroker broker = broker(0, "publish:>", "subscribe:numbers");
				TestApplication application = application(broker);
				LogCapture log = LogCapture.of("io.jolt.spring")) {
			BlockingQueue<JoltErrorEvent> errors = errors(application);
			application.listener(new Orders());
			Numbers numbers = application.listener(new Numbers());
			application.start();
			JoltMessageListenerContainer orders = container(application, "orders-listener");
			assertThat(orders.ready()).failsWithin(10, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(JoltRejectedException.class, PermissionTests::isNotAuthorized);
			JoltErrorEvent error = errors.poll(10, TimeUnit.SECONDS);
			assertThat(error).isNotNull();
			assertThat(error.getSource()).isSameAs(orders);
			assertThat(error.getError()).isInstanceOfSatisfying(JoltRejectedException.class,
					PermissionTests::isNotAuthorized);
			assertThat(log.messages(Level.ERROR)).singleElement()
				.asString()
				.contains("'orders-listener'", "'orders'", "not_authorized");
			application.template().convertAndSend("numbers", "1");
			assertThat(numbers.received.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
		}
	}

	@Test
	void underFailASubscriptionThatIsNotAllowedEndsStartUpWithTheReason() {
		try (JoltBroker broker = broker(0, "publish:>"); TestApplication application = application(broker)) {
			application.listener(new Orders());
			assertThatException().isThrownBy(() -> application.startupMode(StartupMode.FAIL).start())
				.havingCause()
				.isInstanceOf(JoltException.class)
				.withMessageContaining("'orders-listener'")
				.withMessageContaining("not_authorized")
				.havingCause()
				.isInstanceOfSatisfying(JoltRejectedException.class, PermissionTests::isNotAuthorized);
			assertThat(application.context.isActive()).isFalse();
			await().untilAsserted(() -> assertThat(broker.connections()).isZero());
		}
	}

	@Test
	void aPermissionThatIsTakenAwayIsToldAndAskedForAgainWithTheNextConnection() throws Exception {
		try (JoltBroker first = broker(0, "subscribe:>"); TestApplication application = application(first)) {
			BlockingQueue<JoltErrorEvent> errors = errors(application);
			Orders orders = application.listener(new Orders());
			application.start();
			assertThat(container(application, "orders-listener").ready()).isCompleted();
			int port = first.port();
			first.stop();
			try (JoltBroker second = broker(port, "publish:>")) {
				JoltErrorEvent error = errors.poll(20, TimeUnit.SECONDS);
				assertThat(error).isNotNull();
				assertThat(error.getError()).hasMessageContaining("'orders'")
					.isInstanceOfSatisfying(JoltRejectedException.class, PermissionTests::isNotAuthorized);
				second.stop();
				try (JoltBroker third = broker(port, "publish:>", "subscribe:>")) {
					await().untilAsserted(() -> assertThat(third.subscriptions()).isOne());
					application.template().convertAndSend("orders", "1");
					assertThat(orders.received.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
				}
			}
		}
	}

	@Test
	void aRefusedListenerThatIsStoppedAndStartedAgainAsksAgain() throws Exception {
		try (JoltBroker before = broker(0, "publish:>"); TestApplication application = application(before)) {
			Orders orders = application.listener(new Orders());
			application.start();
			int port = before.port();
			before.stop();
			try (JoltBroker after = broker(port, "publish:>", "subscribe:>")) {
				application.registry().stop("orders-listener");
				application.registry().start("orders-listener");
				container(application, "orders-listener").ready().get(20, TimeUnit.SECONDS);
				assertThat(after.subscriptions()).isOne();
				application.template().convertAndSend("orders", "1");
				assertThat(orders.received.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
			}
		}
	}

	private static void isNotAuthorized(JoltRejectedException rejected) {
		assertThat(rejected.code()).isEqualTo("not_authorized");
	}

	private static JoltBroker broker(int port, String... permissions) {
		return JoltBroker.builder().port(port).passwordIterations(1).user("app", "secret", permissions).start();
	}

	private static TestApplication application(JoltBroker broker) {
		TestApplication application = TestApplication.with(broker);
		application.client.credentials("app", "secret");
		return application;
	}

	private static BlockingQueue<JoltErrorEvent> errors(TestApplication application) {
		BlockingQueue<JoltErrorEvent> errors = new LinkedBlockingQueue<>();
		application.context.addApplicationListener((ApplicationListener<JoltErrorEvent>) errors::add);
		return errors;
	}

	private static JoltMessageListenerContainer container(TestApplication application, String id) {
		JoltMessageListenerContainer container = application.registry().getListenerContainer(id);
		assertThat(container).isNotNull();
		return container;
	}

	static class Orders {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "orders-listener", topics = "orders")
		void on(String payload) {
			this.received.add(payload);
		}

	}

	static class Numbers {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(topics = "numbers")
		void on(String payload) {
			this.received.add(payload);
		}

	}

}
