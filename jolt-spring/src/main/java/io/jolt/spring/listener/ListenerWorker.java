package io.jolt.spring.listener;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Runs a subscription's tasks on whatever executor there is, knows on which threads, and
 * can end them. The subscription sees to it that there are no more of them at a time than
 * there may be.
 */
final class ListenerWorker implements Executor {

	private final Executor executor;

	private final @Nullable Runnable closeExecutor;

	private final Object monitor = new Object();

	// guarded by monitor
	private boolean closed;

	// those that run a task; guarded by monitor
	private final Set<Thread> threads = new HashSet<>();

	private ListenerWorker(Executor executor, @Nullable Runnable closeExecutor) {
		this.executor = executor;
		this.closeExecutor = closeExecutor;
	}

	/**
	 * Creates a worker for one run of a container.
	 * @param listenerId the listener's id
	 * @param properties say where the listener runs
	 * @return the worker
	 */
	static ListenerWorker create(String listenerId, ContainerProperties properties) {
		Executor executor = properties.getTaskExecutor();
		int concurrency = properties.getConcurrency();
		if (executor instanceof SimpleAsyncTaskExecutor || executor instanceof VirtualThreadTaskExecutor) {
			LastingTasks tasks = new LastingTasks(executor, concurrency);
			return new ListenerWorker(tasks, tasks::close);
		}
		if (executor != null) {
			return new ListenerWorker(executor, null);
		}
		ListenerThreads threads = new ListenerThreads("jolt-listener-" + listenerId, concurrency,
				properties.getThreadFactory());
		return new ListenerWorker(threads, threads::close);
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
		}
		this.executor.execute(() -> run(task));
	}

	private void run(Runnable task) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			this.threads.add(Thread.currentThread());
		}
		try {
			task.run();
		}
		finally {
			synchronized (this.monitor) {
				this.threads.remove(Thread.currentThread());
			}
		}
	}

	boolean isCurrentThread() {
		synchronized (this.monitor) {
			return this.threads.contains(Thread.currentThread());
		}
	}

	/**
	 * Ends it. Tasks that still run are interrupted, further ones are not run.
	 */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.threads.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
		}
		if (this.closeExecutor != null) {
			this.closeExecutor.run();
		}
	}

}
