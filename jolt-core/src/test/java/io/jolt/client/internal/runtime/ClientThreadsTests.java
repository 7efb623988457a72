package io.jolt.client.internal.runtime;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client's threads take over from whom, whichever thread happens to start them.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class ClientThreadsTests {

	private static final InheritableThreadLocal<@Nullable String> LOCAL = new InheritableThreadLocal<>();

	private final ClassLoader testLoader = Thread.currentThread().getContextClassLoader();

	@AfterEach
	void goBack() {
		Thread.currentThread().setContextClassLoader(this.testLoader);
		LOCAL.remove();
	}

	@Test
	void theyFindTheClassesOfWhoeverHasBuiltTheClientAndInheritNoThreadLocals() throws Exception {
		ClassLoader application = new URLClassLoader(new URL[0]);
		Thread.currentThread().setContextClassLoader(application);
		ClientThreads threads = threads(JoltClientBuilder.create());
		Thread.currentThread().setContextClassLoader(this.testLoader);
		LOCAL.set("of the starter");
		assertThat(observe(threads)).hasSize(4).allSatisfy((kind, seen) -> {
			assertThat(seen.classLoader).isSameAs(application);
			assertThat(seen.local).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theyAreDaemonsUnlessTheBuilderSaysOtherwise(boolean daemons) throws Exception {
		JoltClientBuilder builder = JoltClientBuilder.create();
		ClientThreads threads = threads(daemons ? builder : builder.daemonThreads(false));
		CompletableFuture<Map<String, Seen>> seen = new CompletableFuture<>();
		Thread starter = new Thread(() -> {
			try {
				seen.complete(observe(threads));
			}
			catch (InterruptedException ex) {
				seen.completeExceptionally(ex);
			}
		});
		// which they are not to take over
		starter.setDaemon(!daemons);
		starter.start();
		// what may hang in the application's code keeps nobody waiting
		assertThat(seen.join()).hasSize(4)
			.allSatisfy(
					(kind, each) -> assertThat(each.daemon).as(kind).isEqualTo(daemons || kind.equals("unawaited")));
		starter.join();
	}

	private static ClientThreads threads(JoltClientBuilder builder) {
		return new ClientThreads(BuilderOptions.of(builder), ClientEnvironment.system());
	}

	// one of each kind, by the calling thread
	private static Map<String, Seen> observe(ClientThreads threads) throws InterruptedException {
		Map<String, Seen> seen = new ConcurrentHashMap<>();
		CountDownLatch all = new CountDownLatch(4);
		BiConsumer<String, Thread> observer = (kind, thread) -> {
			seen.put(kind, new Seen(thread.getContextClassLoader(), LOCAL.get(), thread.isDaemon()));
			all.countDown();
		};
		threads.execute(() -> observer.accept("pooled", Thread.currentThread()));
		threads.newWorker(() -> observer.accept("worker", Thread.currentThread())).start();
		threads.startUnawaited(() -> observer.accept("unawaited", Thread.currentThread())).join();
		threads.scheduler().schedule(() -> observer.accept("scheduler", Thread.currentThread()), 0);
		all.await();
		threads.shutdown(Duration.ofSeconds(10));
		return seen;
	}

	private record Seen(@Nullable ClassLoader classLoader, @Nullable String local, boolean daemon) {
	}

}
