package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.PublishResult;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client can be stopped and closed in every state and from every callback, in bounded
 * time; then there is no thread, no timer that would do anything, and no future that
 * nobody completes.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class EndTests {

	private static final Duration SOON = Duration.ofSeconds(8);

	private final ManualTime time = new ManualTime();

	private final List<CompletableFuture<?>> futures = new ArrayList<>();

	static Stream<Arguments> statesAndEnds() {
		return Stream
			.of(ConnectionState.STOPPED, ConnectionState.CONNECTING, ConnectionState.HANDSHAKING, ConnectionState.OPEN,
					ConnectionState.BACKING_OFF, ConnectionState.STOPPING, ConnectionState.CLOSED)
			.flatMap((state) -> Stream.of(End.values()).map((end) -> Arguments.of(state, end)));
	}

	@ParameterizedTest
	@MethodSource("statesAndEnds")
	void endsInEveryState(ConnectionState state, End end) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		Personality personality = Personality.withFeatures("publish-ack");
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker, this.time.environment(new Random(1)),
						(builder) -> builder.requestTimeout(Duration.ofSeconds(3)).addressProvider(() -> {
							if (state == ConnectionState.CONNECTING) {
								asked.countDown();
								hold(answered);
							}
							return List.of(broker.address());
						}))) {
			if (state == ConnectionState.HANDSHAKING) {
				personality.on("hello", Responder.silence());
			}
			if (state == ConnectionState.STOPPING) {
				personality.on("pub", Responder.silence()).on("ping", Responder.silence());
			}
			if (state == ConnectionState.BACKING_OFF) {
				personality.on("hello", Responder.send("poison"));
			}
			CompletableFuture<Void> ready = client.subscribe("a", (message) -> {
			}).ready();
			if (state == ConnectionState.CLOSED) {
				End.CLOSE.accept(client);
			}
			else if (state != ConnectionState.STOPPED) {
				client.start();
			}
			CompletableFuture<PublishResult> published;
			Thread stopping = new Thread(client::stop);
			if (state == ConnectionState.STOPPING) {
				ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
				published = client.publish("a", "b");
				stopping.start();
			}
			else {
				published = client.publish("a", "b");
			}
			ClientTestSupport.soon().until(() -> client.state() == state);
			long begun = System.nanoTime();
			end.accept(client);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
			answered.countDown();
			stopping.join();
			expectEnded(client, broker, published);
			if (end == End.CLOSE || state == ConnectionState.CLOSED) {
				ClientTestSupport.soon().until(ready::isDone);
			}
		}
	}

	private void expectEnded(DefaultJoltClient client, ScriptedBroker broker,
			CompletableFuture<PublishResult> published) {
		assertThat(client.state()).isIn(ConnectionState.STOPPED, ConnectionState.CLOSED);
		ClientTestSupport.soon().until(published::isDone);
		ClientTestSupport.soon().until(() -> broker.openConnections() == 0);
		ClientTestSupport.soon().until(() -> client.outbox().usedBytes() == 0);
		int connections = broker.connections().size();
		ConnectionState ended = client.state();
		// what is left of timers does nothing and sets no other
		this.time.advance(Duration.ofDays(2));
		assertThat(this.time.scheduled()).isEmpty();
		assertThat(client.state()).isEqualTo(ended);
		assertThat(broker.connections()).hasSize(connections);
	}

	@ParameterizedTest
	@EnumSource
	void endsFromEveryCallbackOfAConnectionListener(Callback callback) {
		for (End end : End.values()) {
			Personality personality = Personality.withFeatures("publish-ack");
			if (callback == Callback.CONNECT_FAILED || callback == Callback.BACKING_OFF) {
				personality.on("hello", Responder.send("poison"));
			}
			try (ScriptedBroker broker = ScriptedBroker.start(personality);
					DefaultJoltClient client = ClientTestSupport.client(broker)) {
				CountDownLatch ended = new CountDownLatch(1);
				client.addConnectionListener(new EndingListener(callback, () -> {
					end.accept(client);
					ended.countDown();
				}));
				client.start();
				if (callback == Callback.LOST || callback == Callback.ERROR) {
					ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
					if (callback == Callback.ERROR) {
						client.subscribe("a", (message) -> {
							throw new IllegalStateException("on purpose");
						}).ready().join();
						this.futures.add(client.publish("a", "x"));
					}
					else {
						broker.closeConnections();
					}
				}
				ClientTestSupport.soon().atMost(SOON).until(() -> ended.getCount() == 0);
				ClientTestSupport.soon()
					.until(() -> client
						.state() == ((end == End.CLOSE) ? ConnectionState.CLOSED : ConnectionState.STOPPED));
				ClientTestSupport.soon().until(() -> broker.openConnections() == 0);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void endsFromAMessageListenerAndFromEveryFuture(End end) {
		for (int i = 0; i < 5; i++) {
			try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
					DefaultJoltClient client = ClientTestSupport.client(broker)) {
				client.connect();
				CountDownLatch ended = new CountDownLatch(1);
				Runnable ending = () -> {
					end.accept(client);
					ended.countDown();
				};
				CompletableFuture<?> future = switch (i) {
					case 0 -> {
						client.subscribe("a", (message) -> ending.run()).ready().join();
						yield client.publish("a", "x");
					}
					case 1 -> client.subscribe("a", (message) -> {
					}).ready().thenRun(ending);
					case 2 -> client.ping().thenRun(ending);
					case 3 -> client.subscribe("a", (message) -> {
					}).unsubscribe().thenRun(ending);
					default -> client.publish("b", "x").thenRun(ending);
				};
				ClientTestSupport.soon().atMost(SOON).until(() -> ended.getCount() == 0);
				ClientTestSupport.soon().until(future::isDone);
				ClientTestSupport.soon().until(() -> broker.openConnections() == 0);
			}
		}
	}

	private static void hold(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	enum End implements Consumer<DefaultJoltClient> {

		CLOSE {

			@Override
			public void accept(DefaultJoltClient client) {
				client.close();
			}

		},

		STOP {

			@Override
			public void accept(DefaultJoltClient client) {
				client.stop();
			}

		}

	}

	enum Callback {

		CONNECTING, HANDSHAKING, OPEN, OPENED, LOST, CONNECT_FAILED, BACKING_OFF, ERROR

	}

	/**
	 * Does something once, in one of the callbacks.
	 */
	private static final class EndingListener implements ConnectionListener {

		private final Callback callback;

		private final Runnable ending;

		private final AtomicBoolean done = new AtomicBoolean();

		private EndingListener(Callback callback, Runnable ending) {
			this.callback = callback;
			this.ending = ending;
		}

		private void called(Callback called) {
			if (called == this.callback && this.done.compareAndSet(false, true)) {
				this.ending.run();
			}
		}

		@Override
		public void onStateChanged(ConnectionState previous, ConnectionState current) {
			switch (current) {
				case CONNECTING -> called(Callback.CONNECTING);
				case HANDSHAKING -> called(Callback.HANDSHAKING);
				case OPEN -> called(Callback.OPEN);
				case BACKING_OFF -> called(Callback.BACKING_OFF);
				default -> {
				}
			}
		}

		@Override
		public void onOpened(ConnectionInfo connection) {
			called(Callback.OPENED);
		}

		@Override
		public void onLost(JoltException cause) {
			called(Callback.LOST);
		}

		@Override
		public void onConnectFailed(JoltException cause) {
			called(Callback.CONNECT_FAILED);
		}

		@Override
		public void onError(JoltException error) {
			called(Callback.ERROR);
		}

	}

}
