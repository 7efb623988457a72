package io.jolt.benchmarks.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Every process that the harness has started, and no other. They end with it, however it
 * ends. Safe for use by several threads.
 */
public final class Processes implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 10;

	// guarded by this
	private final List<Process> running = new ArrayList<>();

	// guarded by this
	private boolean closed;

	/**
	 * Makes an empty collection, which is closed at the latest when this JVM ends.
	 */
	public Processes() {
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-processes"));
	}

	/**
	 * Starts a process.
	 * @param builder says which
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public synchronized Process start(ProcessBuilder builder) throws IOException {
		if (this.closed) {
			throw new IllegalStateException("Stopped");
		}
		Process process = builder.start();
		this.running.add(process);
		return process;
	}

	/**
	 * Ends a process and what it has started, and waits for that.
	 * @param process the process
	 */
	public void stop(Process process) {
		List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
		all.forEach(ProcessHandle::destroy);
		for (ProcessHandle handle : all) {
			try {
				handle.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				handle.destroyForcibly();
				Thread.currentThread().interrupt();
			}
			catch (Exception ex) {
				handle.destroyForcibly();
			}
		}
		synchronized (this) {
			this.running.remove(process);
		}
	}

	@Override
	public void close() {
		List<Process> left;
		synchronized (this) {
			this.closed = true;
			left = List.copyOf(this.running);
		}
		left.forEach(this::stop);
	}

}
