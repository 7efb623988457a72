package io.jolt.broker.internal.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import io.jolt.broker.internal.security.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that creates a {@code passwordHash} for {@code config.json}.
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
	public Integer call() throws IOException {
		String password = PasswordInput.readTwice();
		System.out.println(PasswordHash.create(password, PasswordHash.DEFAULT_ITERATIONS).encoded());
		System.out.flush();
		return 0;
	}

}
