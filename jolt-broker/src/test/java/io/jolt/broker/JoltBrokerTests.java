package io.jolt.broker;

import java.net.BindException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JoltBrokerTests {

	@Test
	void aMessageReachesItsSubscriberAndTheOwnDeliveryComesBeforeTheOk() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo("{\"ok\":true}");
			assertThat(broker.connections()).isEqualTo(1);
			assertThat(broker.subscriptions()).isEqualTo(1);
			client.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"hello\"}");
			assertThat(client.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"hello\"}");
			assertThat(client.readLine()).isEqualTo("{\"ok\":true}");
			client.disconnect();
			Awaitility.await().until(() -> broker.connections() == 0 && broker.subscriptions() == 0);
		}
	}

	@Test
	void helloTellsWhatTheBrokerCanDo() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient client = new RawClient(broker.port())) {
			assertThat(client.ask("{\"op\":\"hello\",\"version\":1,\"client\":\"test/1\"}"))
				.matches("\\{\"ok\":true,\"broker\":\"jolt-spring/0\\.1\\.0-SNAPSHOT\",\"version\":1,"
						+ "\"features\":\\[\"publish-ack\",\"patterns\",\"headers\",\"stats\",\"groups\",\"count\",\"inbox\"],"
						+ "\"max_line\":1048576,\"inbox\":\"_jolt\\.inbox\\.[A-Za-z0-9_-]{22}\"}");
		}
	}

	@Test
	void aUserComesInWithThePasswordAndNotWithout() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1000)
			.user("app", "secret", "publish:orders.>", "subscribe:orders.*")
			.start();
				RawClient client = new RawClient(broker.port());
				RawClient guesser = new RawClient(broker.port())) {
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}"))
				.isEqualTo("{\"ok\":false,\"error\":\"auth_required\"}");
			client.sendLine("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}");
			client.sendLine("{\"op\":\"sub\",\"topic\":\"orders.a\"}");
			client.sendLine("{\"op\":\"sub\",\"topic\":\"other\"}");
			assertThat(client.readLine()).isEqualTo("{\"ok\":true}");
			assertThat(client.readLine()).isEqualTo("{\"ok\":true}");
			assertThat(client.readLine()).isEqualTo("{\"ok\":false,\"error\":\"not_authorized\"}");
			assertThat(guesser.ask("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"wrong\"}"))
				.isEqualTo("{\"ok\":false,\"error\":\"auth_failed\"}");
			assertThat(guesser.readLine()).isNull();
		}
	}

	@Test
	void itCanBeStoppedAndStartedAgainUntilItIsClosed() {
		try (JoltBroker broker = JoltBroker.builder().port(0).build()) {
			assertThat(broker.isRunning()).isFalse();
			assertThatIllegalStateException().isThrownBy(broker::port);
			for (int i = 0; i < 2; i++) {
				broker.start();
				broker.start();
				assertThat(broker.isRunning()).isTrue();
				try (RawClient client = new RawClient(broker.port())) {
					assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
					broker.stop();
					assertThat(client.readLine()).isNull();
				}
				broker.stop();
				assertThat(broker.isRunning()).isFalse();
			}
			broker.stop();
		}
	}

	@Test
	@SuppressWarnings("try")
	void onceClosedItIsClosed() {
		JoltBroker broker = JoltBroker.builder().port(0).start();
		try (broker) {
			assertThat(broker.isRunning()).isTrue();
		}
		assertThat(broker.isRunning()).isFalse();
		assertThat(broker.connections()).isZero();
		assertThatIllegalStateException().isThrownBy(broker::start);
		broker.close();
	}

	@Test
	void aPortInUseIsNamed() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			assertThatExceptionOfType(JoltBrokerException.class)
				.isThrownBy(() -> JoltBroker.builder().port(broker.port()).start())
				.withMessageContaining("127.0.0.1:" + broker.port())
				.withMessageContaining("in use")
				.withCauseInstanceOf(BindException.class)
				.satisfies((ex) -> assertThat(ex.address().getPort()).isEqualTo(broker.port()));
		}
	}

	@Test
	void anAddressOffTheLoopbackNeedsSecurity() {
		assertThatIllegalArgumentException().isThrownBy(() -> JoltBroker.builder().bind("0.0.0.0").build())
			.withMessageContaining("0.0.0.0")
			.withMessageContaining("security");
	}

}
