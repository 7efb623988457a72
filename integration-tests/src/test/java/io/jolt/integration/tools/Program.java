package io.jolt.integration.tools;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A program that runs beside the test. Closing it ends it, if need be by force.
 */
public final class Program implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Process process;

	private final BufferedWriter input;

	private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();

	private final Thread outputReader;

	private final Thread errorReader;

	private Program(Process process, @Nullable Consumer<String> listener) {
		this.process = process;
		this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
		this.outputReader = reader(process.inputReader(StandardCharsets.UTF_8),
				(listener != null) ? listener : this.output::add);
		this.errorReader = reader(process.errorReader(StandardCharsets.UTF_8), this.errors::add);
	}

	/**
	 * Starts a program.
	 * @param command the program and its arguments
	 * @return the running program
	 */
	public static Program start(List<String> command) {
		return start(command, null);
	}

	/**
	 * Starts a program.
	 * @param command the program and its arguments
	 * @param listener is handed each line of standard output, on a thread of its own; if
	 * {@code null}, the lines wait for {@link #nextLine()}
	 * @return the running program
	 */
	public static Program start(List<String> command, @Nullable Consumer<String> listener) {
		try {
			return new Program(new ProcessBuilder(command).start(), listener);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Runs a program to its end.
	 * @param limit how long it may take
	 * @param command the program and its arguments
	 * @return how it ended
	 */
	public static ProgramResult run(Duration limit, String... command) {
		try (Program program = start(List.of(command))) {
			program.endInput();
			return program.awaitEnd(limit);
		}
	}

	/**
	 * Writes a line to the program's standard input.
	 * @param line the line
	 */
	public void writeLine(String line) {
		try {
			this.input.write(line);
			this.input.write('\n');
			this.input.flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The program takes no input. It said: " + this.errors, ex);
		}
	}

	/**
	 * Tells the program that nothing more comes on its standard input.
	 */
	public void endInput() {
		try {
			this.input.close();
		}
		catch (IOException ex) {
			// the program is gone
		}
	}

	/**
	 * Waits for the next line on the program's standard output.
	 * @return the line
	 */
	public String nextLine() {
		String line = poll(LIMIT);
		if (line == null) {
			throw new IllegalStateException("The program wrote no line within %s (it is %s). It said: %s"
				.formatted(LIMIT, this.process.isAlive() ? "running" : "gone", this.errors));
		}
		return line;
	}

	/**
	 * Whether {@link #nextLine()} would return at once.
	 * @return {@code true} if a line waits
	 */
	public boolean hasLine() {
		return !this.output.isEmpty();
	}

	/**
	 * Asks the program to end, as {@code kill} does.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Ends the program at once, as {@code kill -9} does, and waits until it is gone.
	 */
	public void kill() {
		this.process.destroyForcibly();
		awaitEnd(LIMIT);
	}

	/**
	 * Waits until the program has ended.
	 * @param limit how long to wait
	 * @return how it ended, with the output that nobody took
	 */
	public ProgramResult awaitEnd(Duration limit) {
		try {
			if (!this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("The program did not end within %s: %s".formatted(limit,
						this.process.info().commandLine().orElse("?")));
			}
			this.outputReader.join(limit.toMillis());
			this.errorReader.join(limit.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a program", ex);
		}
		return new ProgramResult(this.process.exitValue(), new ArrayList<>(this.output), new ArrayList<>(this.errors));
	}

	/**
	 * Whether the program is still there.
	 * @return {@code true} while it runs
	 */
	public boolean isRunning() {
		return this.process.isAlive();
	}

	/**
	 * The number by which the operating system knows it.
	 * @return the process id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * What the program wrote to its standard error up to now.
	 * @return the lines
	 */
	public List<String> errors() {
		return new ArrayList<>(this.errors);
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		awaitEnd(LIMIT);
	}

	private @Nullable String poll(Duration limit) {
		try {
			return this.output.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a program", ex);
		}
	}

	private static Thread reader(BufferedReader reader, Consumer<String> listener) {
		Thread thread = new Thread(() -> {
			try (reader) {
				reader.lines().forEach(listener);
			}
			catch (IOException | UncheckedIOException ex) {
				// the program was ended while it wrote
			}
		}, "program-output");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
