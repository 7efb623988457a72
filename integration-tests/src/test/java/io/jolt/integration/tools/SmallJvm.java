package io.jolt.integration.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java program beside the test whose heap is small: 64 MiB. Closing it ends it.
 */
public final class SmallJvm implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern PORT = Pattern.compile("Jolt broker listening on \\S+:(\\d+)");

	private final Program program;

	private SmallJvm(Program program) {
		this.program = program;
	}

	/**
	 * Starts the runnable broker on any free port.
	 * @param arguments more of its command line
	 * @return the running broker; {@link #brokerPort()} has to follow
	 */
	public static SmallJvm broker(String... arguments) {
		List<String> command = command();
		command.addAll(List.of("-jar", Tool.BROKER_JAR.path().toString(), "-port", "0"));
		command.addAll(List.of(arguments));
		return new SmallJvm(Program.start(command));
	}

	/**
	 * Starts a class of the tests.
	 * @param main has a main method
	 * @param arguments its arguments
	 * @return the running program
	 */
	public static SmallJvm main(Class<?> main, String... arguments) {
		List<String> command = command();
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		command.addAll(List.of("-cp", path, main.getName()));
		command.addAll(List.of(arguments));
		return new SmallJvm(Program.start(command));
	}

	/**
	 * Waits until the broker listens.
	 * @return the port that it says
	 */
	public int brokerPort() {
		String line = this.program.nextLine();
		Matcher port = PORT.matcher(line);
		if (!port.matches()) {
			throw new IllegalStateException("The broker does not say where it listens: " + line);
		}
		return Integer.parseInt(port.group(1));
	}

	/**
	 * The program itself.
	 * @return the program
	 */
	public Program program() {
		return this.program;
	}

	/**
	 * What the program takes of the machine.
	 * @return the figures of this moment, after a garbage collection
	 */
	public ProcessFigures figures() {
		return ProcessFigures.of(this.program.pid(), LIMIT);
	}

	@Override
	public void close() {
		this.program.close();
	}

	private static List<String> command() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx64m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"));
		return command;
	}

}
