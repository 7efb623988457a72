package io.jolt.broker.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve connections. A broker that lost one of them would be alive but
 * silent to some clients, so it is notified at once. Safe for use by several threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class EventLoops {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	private final EventLoopGroup group;

	private final Runnable failure;

	// of the threads, which may end from now on
	private final AtomicBoolean mayEnd = new AtomicBoolean();

	// creates and starts threads (failure: called once if one ends unexpectedly, on that
	// thread)
	EventLoops(int threads, Runnable failure) {
		this.failure = failure;
		// not epoll, which gains little: as of Netty 4.2.17 it forgets a connection whose
		// other
		// end has stopped sending, and then fails to send it what did not fit at once
		this.group = new MultiThreadIoEventLoopGroup(threads, threadFactory(), NioIoHandler.newFactory());
	}

	private ThreadFactory threadFactory() {
		DefaultThreadFactory factory = new DefaultThreadFactory("jolt-broker", true);
		return (loop) -> factory.newThread(() -> {
			try {
				loop.run();
			}
			finally {
				ended();
			}
		});
	}

	private void ended() {
		if (this.mayEnd.compareAndSet(false, true)) {
			try {
				this.failure.run();
			}
			finally {
				logger.error("An event loop has ended, and with it the connections that it served: "
						+ "the broker cannot go on");
			}
		}
	}

	EventLoopGroup group() {
		return this.group;
	}

	// runs a task on every loop and waits until all have run it, for so long at most: a
	// loop may be stuck, or have ended
	void runOnEach(Task task, long deadlineNanos) {
		List<Future<?>> runs = new ArrayList<>();
		for (EventExecutor executor : this.group) {
			EventLoop loop = (EventLoop) executor;
			try {
				runs.add(loop.submit(() -> task.run(loop)));
			}
			catch (RejectedExecutionException ex) {
				// it has ended, and carries out nothing any more
			}
		}
		runs.forEach((run) -> await(run, deadlineNanos));
	}

	static void await(Future<?> future, long deadlineNanos) {
		future.awaitUninterruptibly(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
	}

	// ends the threads, and waits for that until then at most
	void shutDown(long deadlineNanos) {
		this.mayEnd.set(true);
		await(this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS), deadlineNanos);
	}

	/**
	 * What a loop does.
	 */
	interface Task {

		void run(EventLoop loop);

	}

}
