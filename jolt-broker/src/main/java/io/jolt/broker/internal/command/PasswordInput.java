package io.jolt.broker.internal.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads a password from the terminal, if there is one, otherwise from standard input:
 * never from an argument, which every user of the machine can see.
 */
final class PasswordInput {

	private PasswordInput() {
	}

	// asks once: the password is compared with the known one
	static String read() throws IOException {
		Console console = terminal();
		return notEmpty((console != null) ? ask(console, "Password: ") : readLine());
	}

	// asks a person twice, so that a typing error does not become the password
	static String readTwice() throws IOException {
		Console console = terminal();
		if (console == null) {
			return notEmpty(readLine());
		}
		String password = ask(console, "Password: ");
		if (!password.equals(ask(console, "Again: "))) {
			throw new MistakeException("The two passwords differ");
		}
		return notEmpty(password);
	}

	private static String notEmpty(String password) {
		if (password.isEmpty()) {
			throw new MistakeException("The password is empty");
		}
		return password;
	}

	private static String ask(Console console, String prompt) {
		char[] password = console.readPassword(prompt);
		return (password != null) ? new String(password) : "";
	}

	// in UTF-8 wherever it runs, as clients send it
	private static String readLine() throws IOException {
		String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		return (line != null) ? line : "";
	}

	@SuppressWarnings("SystemConsoleNull") // null on Java 17; see isTerminal for later
											// versions
	private static @Nullable Console terminal() {
		Console console = System.console();
		return (console != null && isTerminal(console)) ? console : null;
	}

	// some later Java versions have a console without a terminal, and a method that tells
	private static boolean isTerminal(Console console) {
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

}
