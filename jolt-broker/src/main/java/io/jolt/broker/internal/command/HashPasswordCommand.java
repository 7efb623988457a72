package io.jolt.broker.internal.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import io.jolt.broker.internal.security.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that makes a {@code passwordHash} for {@code config.json}.
 */
@Command(name = "hash-password",
		description = "Reads a password from the terminal or standard input and prints its hash for config.json.")
final class HashPasswordCommand implements Callable<Integer> {

	static final String NO_ARGUMENTS = "hash-password takes no arguments: "
			+ "it reads the password from the terminal or standard input";

	@Option(names = { "-h", "-help", "--help" }, usageHelp = true, description = "Prints this and exits.")
	@SuppressWarnings("UnusedVariable") // picocli acts on it
	private boolean help;

	@Override
	@SuppressWarnings("SystemConsoleNull") // null on 17, and see isTerminal for later
											// ones
	public Integer call() throws IOException {
		Console console = System.console();
		String password = (console != null && isTerminal(console)) ? ask(console) : readLine();
		if (password.isEmpty()) {
			throw new MistakeException("The password is empty");
		}
		System.out.println(PasswordHash.create(password, PasswordHash.DEFAULT_ITERATIONS).encoded());
		System.out.flush();
		return 0;
	}

	private static String ask(Console console) {
		char[] password = console.readPassword("Password: ");
		char[] again = console.readPassword("Again: ");
		if (password == null || again == null) {
			return "";
		}
		if (!new String(password).equals(new String(again))) {
			throw new MistakeException("The two passwords differ");
		}
		return new String(password);
	}

	// in UTF-8 wherever it runs, as clients send it
	private static String readLine() throws IOException {
		String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		return (line != null) ? line : "";
	}

	// some later Java versions have a console where there is no terminal, and a method
	// that tells
	private static boolean isTerminal(Console console) {
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

}
