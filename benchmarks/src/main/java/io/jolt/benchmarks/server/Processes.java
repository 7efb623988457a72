package io.jolt.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * Every process that the harness has started, and no other, and a folder for their files.
 * They end with it, however it ends. Safe for use by several threads.
 */
public final class Processes implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 10;

	private final Path folder;

	// guarded by this
	private final List<Process> running = new ArrayList<>();

	// guarded by this
	private boolean closed;

	/**
	 * Makes an empty collection, which is closed at the latest when this JVM ends.
	 * @throws IOException if there is no room for files
	 */
	public Processes() throws IOException {
		this.folder = Files.createTempDirectory("jolt-benchmarks");
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-processes"));
	}

	/**
	 * Makes an empty folder, which is gone when all is closed.
	 * @return the folder
	 * @throws IOException if that fails
	 */
	public Path newFolder() throws IOException {
		return Files.createTempDirectory(this.folder, "run");
	}

	/**
	 * Deletes a folder. One at a time, as the thread that measures and the one that ends
	 * this JVM may be at it.
	 * @param unused the folder
	 */
	public synchronized void delete(Path unused) {
		try {
			FileSystemUtils.deleteRecursively(unused);
		}
		catch (IOException ex) {
			System.err.println("Cannot delete " + unused + ": " + ex);
		}
	}

	/**
	 * Whether there is an end to it.
	 * @return whether nothing can be started any more
	 */
	public synchronized boolean isClosed() {
		return this.closed;
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
		delete(this.folder);
	}

}
