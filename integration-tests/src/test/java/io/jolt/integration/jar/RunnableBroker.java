package io.jolt.integration.jar;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jolt.integration.tools.Program;
import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Tool;

/**
 * The broker as {@code java -jar} starts it.
 */
final class RunnableBroker implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern LISTENING = Pattern.compile("Jolt broker listening on (\\S+):(\\d+)");

	private final Program program;

	private final String line;

	private RunnableBroker(Program program) {
		this.program = program;
		this.line = program.nextLine();
	}

	/**
	 * Starts the broker and waits until it accepts connections.
	 * @param arguments its command line
	 * @return the running broker
	 */
	static RunnableBroker start(String... arguments) {
		return new RunnableBroker(Program.start(command(arguments)));
	}

	/**
	 * Runs the jar to its end with nothing on its standard input.
	 * @param arguments its command line
	 * @return how it ended
	 */
	static ProgramResult run(String... arguments) {
		return runWithInput("", arguments);
	}

	static ProgramResult runWithInput(String input, String... arguments) {
		try (Program program = Program.start(command(arguments))) {
			if (!input.isEmpty()) {
				program.writeLine(input);
			}
			program.endInput();
			return program.awaitEnd(LIMIT);
		}
	}

	/**
	 * The line that says that it listens.
	 * @return the first line of its standard output
	 */
	String line() {
		return this.line;
	}

	int port() {
		Matcher matcher = LISTENING.matcher(this.line);
		if (!matcher.matches()) {
			throw new IllegalStateException("The broker does not say where it listens: " + this.line);
		}
		return Integer.parseInt(matcher.group(2));
	}

	ProgramResult terminate() {
		this.program.terminate();
		return this.program.awaitEnd(LIMIT);
	}

	@Override
	public void close() {
		this.program.close();
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// a broker that lives for a second gains nothing from the optimising compiler
		command.add("-XX:TieredStopAtLevel=1");
		command.add("-jar");
		command.add(Tool.BROKER_JAR.path().toString());
		command.addAll(List.of(arguments));
		return command;
	}

}
