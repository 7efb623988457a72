package io.jolt.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server process that listens on the loopback. Closing it ends the process.
 */
public final class RunningServer implements AutoCloseable {

	private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

	private final Processes processes;

	private final Process process;

	private final int port;

	private final List<Process> helpers;

	private RunningServer(Processes processes, Process process, int port, List<Process> helpers) {
		this.processes = processes;
		this.process = process;
		this.port = port;
		this.helpers = helpers;
	}

	static RunningServer start(Processes processes, ProcessBuilder command, Path folder, int port, Process... helpers)
			throws IOException, InterruptedException {
		Path log = folder.resolve("server.log");
		command.redirectErrorStream(true).redirectOutput(log.toFile());
		Process process = processes.start(command);
		RunningServer server = new RunningServer(processes, process, port, List.of(helpers));
		long startNanos = System.nanoTime();
		while (!accepts(port)) {
			if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() - startNanos > LIMIT_NANOS) {
				server.close();
				throw new IOException("The server did not start:\n" + Files.readString(log));
			}
		}
		return server;
	}

	private static boolean accepts(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Where it listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Its process.
	 * @return the number
	 */
	public long pid() {
		return this.process.pid();
	}

	@Override
	public void close() {
		this.processes.stop(this.process);
		this.helpers.forEach(this.processes::stop);
	}

}
