package io.jolt.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * A broker in a process of its own, on any free port.
 */
final class BrokerProcess implements AutoCloseable {

	private static final String LISTENING = "Jolt broker listening on 127.0.0.1:";

	private final Process process;

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private final int port;

	private BrokerProcess(Process process) throws IOException {
		this.process = process;
		Thread reader = new Thread(() -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(this.errors::add));
		reader.setDaemon(true);
		reader.start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line = out.readLine();
		if (line == null || !line.startsWith(LISTENING)) {
			throw new IllegalStateException("The broker did not start: " + this.errors);
		}
		this.port = Integer.parseInt(line.substring(LISTENING.length()));
	}

	/**
	 * Starts a broker.
	 * @param fileDescriptors how many it may have open
	 * @param arguments its command line
	 * @return the broker, which accepts connections
	 */
	static BrokerProcess start(int fileDescriptors, String... arguments) {
		return start(JoltBrokerMain.class, List.of(), fileDescriptors, arguments);
	}

	/**
	 * Starts a broker whose JVM is told something.
	 * @param options options of the JVM
	 * @param arguments its command line
	 * @return the broker, which accepts connections
	 */
	static BrokerProcess start(List<String> options, String... arguments) {
		return start(JoltBrokerMain.class, options, 1024, arguments);
	}

	/**
	 * Starts another program that is a broker.
	 * @param main the program
	 * @param arguments its command line
	 * @return the broker, which accepts connections
	 */
	static BrokerProcess start(Class<?> main, String... arguments) {
		return start(main, List.of(), 1024, arguments);
	}

	private static BrokerProcess start(Class<?> main, List<String> options, int fileDescriptors, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("bash", "-c", "ulimit -n " + fileDescriptors + "; exec \"$0\" \"$@\"",
						Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						// as the runnable jar logs: to standard error
						"-Dlogback.configurationFile=" + Path.of("src/exec/resources/logback.xml").toAbsolutePath(),
						"-cp", classPath()));
		command.addAll(options);
		command.addAll(List.of(main.getName(), "-port", "0"));
		command.addAll(List.of(arguments));
		try {
			return new BrokerProcess(new ProcessBuilder(command).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// with the broker in a jar: from a folder each class that is not loaded yet needs a
	// file descriptor
	private static String classPath() {
		try {
			Path classes = Path.of(JoltBrokerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path jar = classes.resolveSibling("broker-for-tests.jar");
			ToolProvider.findFirst("jar")
				.orElseThrow()
				.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C",
						classes.toString(), ".");
			return System.getProperty("java.class.path").replace(classes.toString(), jar.toString());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.port;
	}

	// what it wrote to standard error
	List<String> errors() {
		return this.errors;
	}

	/**
	 * Sends it SIGTERM.
	 */
	void terminate() {
		this.process.destroy();
	}

	boolean isRunning() {
		return this.process.isAlive();
	}

	int awaitExit() throws InterruptedException {
		if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The broker does not end");
		}
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
