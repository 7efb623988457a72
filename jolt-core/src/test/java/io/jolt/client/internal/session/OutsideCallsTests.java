package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.internal.transport.Dns;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Providers and resolvers that throw or hang fail an attempt, and nothing else.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class OutsideCallsTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private final CountDownLatch stuck = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicBoolean hanging = new AtomicBoolean(true);

	private final ManualTime time = new ManualTime();

	@AfterEach
	void release() {
		this.stuck.countDown();
	}

	@Test
	void anAddressProviderThatHangsFailsTheAttemptAfterTheConnectTimeout() {
		failsAndRecovers((broker, builder) -> builder.addressProvider(() -> {
			hang();
			return List.of(broker.address());
		}), "address provider");
	}

	@Test
	void aCredentialsProviderThatHangsFailsTheAttemptAfterTheConnectTimeout() {
		failsAndRecovers((broker, builder) -> builder.credentialsProvider(() -> {
			hang();
			return null;
		}), "credentials provider");
	}

	@Test
	void aTlsProviderThatHangsFailsTheAttemptAfterTheConnectTimeout() {
		failsAndRecovers((broker, builder) -> builder.tlsProvider(() -> {
			hang();
			return null;
		}), "TLS provider");
	}

	@Test
	void aResolverThatHangsFailsTheAttemptAfterTheConnectTimeout() {
		failsAndRecovers((broker, builder) -> builder.address("broker.example.com", broker.port()),
				"broker.example.com");
	}

	@Test
	void aHostThatCannotBeResolvedDoesNotKeepFromTheNextAddress() {
		Dns dns = (host) -> {
			if (host.equals("stuck.example.com")) {
				hang();
			}
			return List.of(InetAddress.getLoopbackAddress());
		};
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(dns),
						(builder) -> builder.addresses(List.of(new JoltAddress("stuck.example.com", 1),
								new JoltAddress("good.example.com", broker.port()))))) {
			client.start();
			await().until(() -> this.calls.get() == 1);
			this.time.advance(Duration.ofSeconds(10));
			await().until(() -> client.state() == ConnectionState.OPEN);
		}
	}

	@Test
	@SuppressWarnings("NullAway") // that is the case
	void anAddressProviderThatReturnsNullIsToldSo() {
		for (JoltAddressProvider provider : List.<JoltAddressProvider>of(() -> null, () -> Arrays.asList(null, null))) {
			try (JoltClient client = JoltClientBuilder.create().addressProvider(provider).build()) {
				assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect)
					.withMessageContaining("address provider returned null");
			}
		}
	}

	@Test
	void errorsOfProvidersFailTheAttemptToo() {
		for (Consumer<JoltClientBuilder> settings : List
			.<Consumer<JoltClientBuilder>>of((builder) -> builder.addressProvider(() -> {
				throw broken();
			}), (builder) -> builder.credentialsProvider(() -> {
				throw broken();
			}), (builder) -> builder.tlsProvider(() -> {
				throw broken();
			}))) {
			try (ScriptedBroker broker = ScriptedBroker.start();
					DefaultJoltClient client = ClientTestSupport.client(broker, settings)) {
				assertThat(ClientTestSupport.connectElsewhere(client).join()).isInstanceOf(JoltException.class)
					.hasMessageContaining("provider failed");
				assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			}
		}
	}

	@Test
	void aHangingCallDoesNotDelayTheClientsEnd() {
		for (boolean dns : new boolean[] { false, true }) {
			CountDownLatch called = new CountDownLatch(1);
			Dns resolver = (host) -> {
				if (dns) {
					called.countDown();
					hangUninterruptibly();
				}
				return List.of(InetAddress.getLoopbackAddress());
			};
			try (ScriptedBroker broker = ScriptedBroker.start()) {
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(resolver),
						(builder) -> builder.credentialsProvider(() -> {
							called.countDown();
							hangUninterruptibly();
							return null;
						}));
				CompletableFuture<Throwable> connecting = ClientTestSupport.connectElsewhere(client);
				await().until(() -> called.getCount() == 0);
				long begun = System.nanoTime();
				client.close();
				assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
				assertThat(connecting.join()).isInstanceOf(JoltException.class);
			}
		}
	}

	@Test
	void manyConcurrentCallsOfOneKindAreNoneOfThemRefused() throws Exception {
		int many = 50;
		List<CompletableFuture<Void>> ready = new ArrayList<>();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.credentialsProvider(() -> {
							this.calls.incrementAndGet();
							return null;
						}))) {
			for (int i = 0; i < many; i++) {
				ready.add(client.subscribe(ClientTestSupport.blocking("t" + i), (message) -> {
				}).ready());
			}
			client.connect();
			CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
			assertThat(this.calls).hasValue(many + 1);
		}
	}

	private void failsAndRecovers(Settings settings, String words) {
		Dns dns = (host) -> {
			if (host.equals("broker.example.com")) {
				hang();
			}
			return List.of(InetAddress.getLoopbackAddress());
		};
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(dns),
						(builder) -> settings.apply(broker, builder))) {
			Events events = new Events();
			client.addConnectionListener(events);
			client.start();
			await().until(() -> this.calls.get() == 1);
			this.time.advance(Duration.ofMillis(9_999));
			assertThat(events.failures).isEmpty();
			this.time.advance(Duration.ofMillis(1));
			await().until(() -> events.failures.size() == 1);
			assertThat(events.failures.get(0)).hasMessageContaining(words).hasMessageContaining("connect time-out");
			for (int i = 2; i <= 5; i++) {
				int expected = i;
				await().until(() -> client.state() == ConnectionState.BACKING_OFF);
				this.time.advance(Duration.ofMillis(100));
				await().until(() -> events.failures.size() >= expected);
			}
			assertThat(events.failures.subList(1, events.failures.size())).allSatisfy(
					(failure) -> assertThat(failure).hasMessageContaining(words).hasMessageContaining("still hangs"));
			assertThat(this.calls).as("stuck threads do not pile up").hasValue(1);
			this.hanging.set(false);
			this.stuck.countDown();
			await().until(() -> {
				this.time.advance(Duration.ofMillis(100));
				return client.state() == ConnectionState.OPEN;
			});
		}
	}

	private void hang() {
		this.calls.incrementAndGet();
		if (this.hanging.get()) {
			hangUninterruptibly();
		}
	}

	// as a look-up in the operating system does
	private void hangUninterruptibly() {
		boolean interrupted = true;
		while (interrupted) {
			try {
				this.stuck.await();
				interrupted = false;
			}
			catch (InterruptedException ex) {
				// hang on
			}
		}
	}

	private ClientEnvironment environment(Dns dns) {
		ClientEnvironment manual = this.time.environment(() -> Long.MAX_VALUE);
		return new ClientEnvironment(manual.clock(), dns, manual.sockets(), manual.random(), manual.scheduling());
	}

	private static RuntimeException broken() {
		throw new NoClassDefFoundError("com/example/Vault");
	}

	@FunctionalInterface
	private interface Settings {

		void apply(ScriptedBroker broker, JoltClientBuilder builder);

	}

}
