package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A line that costs the connection and comes again on every new one, because the broker
 * sends it to whoever subscribes or connects, does not make the client connect in a loop.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class PoisonLoopTests {

	private static final String POISON = "{\"topic\":\"a\",\"data\":";

	private final ManualTime time = new ManualTime();

	static Stream<Named<Personality>> poisoners() {
		return Stream.of(
				Named.of("before the answer to hello",
						Personality.plain().on("hello", Responder.send(POISON, ClientTestSupport.HELLO))),
				Named.of("behind the answer to hello",
						Personality.plain().on("hello", Responder.send(ClientTestSupport.HELLO, POISON))),
				Named.of("before the answer to a subscription",
						Personality.withFeatures("publish-ack")
							.on("sub", Responder.send(POISON, ClientTestSupport.OK))),
				Named.of("behind the answer to a subscription",
						Personality.withFeatures("publish-ack")
							.on("sub", Responder.send(ClientTestSupport.OK, POISON))),
				Named.of("once it is open", Personality.withFeatures("publish-ack")
					.on("pub", Responder.send(ClientTestSupport.OK, POISON))));
	}

	@ParameterizedTest
	@MethodSource("poisoners")
	void eachReconnectMeetsALongerDelay(Personality poisoner) {
		List<Duration> delays = new ArrayList<>();
		try (ScriptedBroker broker = ScriptedBroker.start(poisoner);
				DefaultJoltClient client = ClientTestSupport.client(broker, this.time.environment(new Random(3)),
						(builder) -> builder.pingInterval(Duration.ZERO)
							.connectTimeout(Duration.ofDays(1))
							.requestTimeout(Duration.ofDays(1))
							.writeTimeout(Duration.ofDays(2))
							.reconnectPolicy(ReconnectPolicy.DEFAULT))) {
			client.subscribe("a", (message) -> {
			});
			// is sent as soon as there is an open connection
			client.addConnectionListener(new Publisher(client, new ConcurrentLinkedQueue<>()));
			client.start();
			for (int attempt = 1; attempt <= 12; attempt++) {
				int connections = attempt;
				ClientTestSupport.soon()
					.until(() -> broker.connections().size() == connections
							&& client.state() == ConnectionState.BACKING_OFF);
				Duration delay = this.time.scheduled().get(0);
				double bound = Math.min(30, Math.pow(2, attempt - 1.0));
				assertThat(delay).isLessThanOrEqualTo(Duration.ofMillis((long) (1000 * bound)));
				delays.add(delay);
				this.time.advance(delay);
			}
		}
		// these random numbers have no long run of small ones
		assertThat(delays.stream().skip(5).mapToLong(Duration::toMillis).average().orElseThrow()).as("%s", delays)
			.isGreaterThan(8_000);
	}

	/**
	 * Publishes whenever the client has opened.
	 */
	private record Publisher(DefaultJoltClient client,
			Queue<CompletableFuture<?>> published) implements ConnectionListener {

		@Override
		public void onOpened(ConnectionInfo connection) {
			this.published.add(this.client.publish("other", "x"));
		}

	}

}
