package io.jolt.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.testing.LeakCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One watch is there for all connections of the process, whatever becomes of some.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class ReadWatchTests {

	private static final InheritableThreadLocal<Runnable> LOCAL = new InheritableThreadLocal<>();

	private final CountDownLatch released = new CountDownLatch(1);

	private final List<Connection> connections = new ArrayList<>();

	@AfterEach
	void end() {
		this.released.countDown();
		this.connections.forEach((connection) -> connection.incoming.end());
	}

	@Test
	void watchesOverOthersThoughOneCannotGoOnAndCannotSaySo() throws Exception {
		ReadWatch watch = new ReadWatch(System::nanoTime);
		AtomicInteger made = new AtomicInteger();
		Connection failing = open(watch, (task) -> {
			if (made.incrementAndGet() > 1) {
				throw new OutOfMemoryError("planted");
			}
			return new Thread(task, "fails");
		});
		failing.endFails = true;
		failing.block();
		assertThat(failing.end.get(10, TimeUnit.SECONDS)).hasMessageContaining("no thread can continue reading");
		Connection sound = open(watch, (task) -> new Thread(task, "sound"));
		sound.block();
		sound.incoming.add(1);
		await().until(() -> sound.reads.get() == 2);
	}

	@Test
	void withoutAThreadToWatchATaskRunsAllTheSameAndTheNextOneIsWatched() throws Exception {
		AtomicInteger made = new AtomicInteger();
		ReadWatch watch = new ReadWatch(System::nanoTime, (task) -> {
			if (made.incrementAndGet() == 1) {
				throw new OutOfMemoryError("planted");
			}
			return new Thread(task, "watches");
		});
		Connection connection = open(watch, (task) -> new Thread(task, "reads"));
		CompletableFuture<Void> ran = new CompletableFuture<>();
		connection.task = () -> ran.complete(null);
		connection.incoming.add(1);
		ran.get(10, TimeUnit.SECONDS);
		connection.block();
		connection.incoming.add(1);
		await().until(() -> connection.reads.get() == 3);
		assertThat(connection.end).isNotDone();
	}

	@Test
	void keepsNoClassesOfAnApplicationThatHappenedToBeTheFirst() throws Exception {
		ReadWatch watch = new ReadWatch(System::nanoTime);
		Connection connection = open(watch, (task) -> new Thread(task, "reads"));
		connection.incoming.add(1);
		await().until(() -> connection.reads.get() == 1);
		WeakReference<ClassLoader> application = new WeakReference<>(turnBegunByAnApplication(watch));
		await().until(() -> {
			System.gc();
			return application.get() == null;
		});
		assertThat(threadsNamed("jolt-read-watch")).hasSize(1);
	}

	private static ClassLoader turnBegunByAnApplication(ReadWatch watch) throws Exception {
		ApplicationLoader loader = new ApplicationLoader();
		Constructor<?> constructor = loader.define(Application.class).getDeclaredConstructor(Runnable.class);
		constructor.setAccessible(true);
		Runnable code = (Runnable) constructor.newInstance((Runnable) watch::turnBegun);
		Thread thread = new Thread(() -> {
			LOCAL.set(code);
			code.run();
		});
		thread.setContextClassLoader(loader);
		thread.start();
		thread.join();
		return loader;
	}

	private static List<Thread> threadsNamed(String name) {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().equals(name)).toList();
	}

	private Connection open(ReadWatch watch, ThreadFactory threads) {
		Connection connection = new Connection(this.released);
		this.connections.add(connection);
		new ReadLoop(connection.incoming, connection, threads, Runnable::run, watch).start();
		return connection;
	}

	/**
	 * Code of an application's, once its loader has defined it.
	 */
	private static final class Application implements Runnable {

		private final Runnable task;

		@SuppressWarnings("UnusedMethod") // by reflection
		Application(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			this.task.run();
		}

	}

	/**
	 * Defines a class of its own where others have it, too.
	 */
	private static final class ApplicationLoader extends ClassLoader {

		Class<?> define(Class<?> type) throws IOException {
			try (InputStream in = Objects
				.requireNonNull(type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class"))) {
				byte[] bytes = in.readAllBytes();
				return defineClass(type.getName(), bytes, 0, bytes.length);
			}
		}

	}

	/**
	 * Has a task run after a read.
	 */
	private static final class Connection implements SocketTransport.Reader {

		private final QueuedInput incoming = new QueuedInput();

		private final AtomicInteger reads = new AtomicInteger();

		private final CompletableFuture<@Nullable Exception> end = new CompletableFuture<>();

		private final CountDownLatch released;

		// of the next read; any thread
		private volatile @Nullable Runnable task;

		// any thread
		private volatile boolean endFails;

		Connection(CountDownLatch released) {
			this.released = released;
		}

		void block() throws InterruptedException {
			CountDownLatch blocked = new CountDownLatch(1);
			this.task = () -> {
				blocked.countDown();
				awaitQuietly(this.released);
			};
			this.incoming.add(1);
			blocked.await();
		}

		private static void awaitQuietly(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void onBytes(byte[] buffer, int offset, int length, Executor afterwards) {
			this.reads.incrementAndGet();
			Runnable next = this.task;
			if (next != null) {
				this.task = null;
				afterwards.execute(next);
			}
		}

		@Override
		public void onEnd(@Nullable Exception failure) {
			this.end.complete(failure);
			if (this.endFails) {
				throw new IllegalStateException("planted");
			}
		}

	}

}
