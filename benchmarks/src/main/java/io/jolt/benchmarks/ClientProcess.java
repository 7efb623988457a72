package io.jolt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jolt.benchmarks.server.Processes;

/**
 * The JVM of a client, and what it says. Closing it ends it.
 */
final class ClientProcess implements AutoCloseable {

	private static final int SHOWN_LINES = 20;

	private static final long PAUSE_MILLIS = 20;

	private final Processes processes;

	private final Process process;

	private final Path log;

	private ClientProcess(Processes processes, Process process, Path log) {
		this.processes = processes;
		this.process = process;
		this.log = log;
	}

	static ClientProcess start(Processes processes, List<String> command, Path log) throws IOException {
		Process process = processes
			.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
		return new ClientProcess(processes, process, log);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Waits until it says that it is ready.
	 * @param line how it says so
	 * @param limit how long it may take
	 * @throws IOException if it ends first, or takes longer
	 * @throws InterruptedException if this thread is to end
	 */
	void awaitReady(String line, Duration limit) throws IOException, InterruptedException {
		long startNanos = System.nanoTime();
		while (!lines().contains(line)) {
			if (this.process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
					|| System.nanoTime() - startNanos > limit.toNanos()) {
				throw new IOException("The client that answers did not start\n" + tail());
			}
		}
	}

	/**
	 * Waits until it ends well.
	 * @param limit how long it may take
	 * @throws IOException if it fails, or takes longer
	 * @throws InterruptedException if this thread is to end
	 */
	void awaitEnd(Duration limit) throws IOException, InterruptedException {
		if (!this.process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
			throw new IOException("The client did not end within " + limit.toSeconds() + " s\n" + tail());
		}
		if (this.process.exitValue() != 0) {
			throw new IOException("The client ended with status " + this.process.exitValue() + "\n" + tail());
		}
	}

	List<String> lines() throws IOException {
		return Files.readAllLines(this.log);
	}

	/**
	 * The last of what it has said.
	 * @return lines of text
	 * @throws IOException if they cannot be read
	 */
	String tail() throws IOException {
		List<String> lines = lines();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
	}

	@Override
	public void close() {
		this.processes.stop(this.process);
	}

}
