package io.jolt.integration.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Installs the official clients into the build folder, by their package names. What is
 * installed once stays until the folder is cleaned.
 */
final class OfficialClients {

	private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);

	private static final String PYTHON_PACKAGE = "jolt-python-api==2.4.3";

	private static final String JAVASCRIPT_PACKAGE = "jolt-js-api@1.1.9";

	private OfficialClients() {
	}

	static Path installPython() {
		Path python = Tools.executable("python3");
		Path folder = folder("python");
		Path interpreter = folder.resolve("bin").resolve("python");
		once(folder, PYTHON_PACKAGE, () -> {
			run(python.toString(), "-m", "venv", "--clear", folder.toString());
			run(interpreter.toString(), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
					PYTHON_PACKAGE);
		});
		return interpreter;
	}

	static Path installJavaScript() {
		Tools.executable("node");
		Path npm = Tools.executable("npm");
		Path folder = folder("javascript");
		once(folder, JAVASCRIPT_PACKAGE, () -> run(npm.toString(), "install", "--prefix", folder.toString(),
				"--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error", JAVASCRIPT_PACKAGE));
		return folder;
	}

	private static Path folder(String name) {
		return Path.of("target", "official-clients", name).toAbsolutePath();
	}

	private static void once(Path folder, String installed, Runnable installation) {
		Path marker = folder.resolve("installed.txt");
		try {
			if (Files.exists(marker) && Files.readString(marker).equals(installed)) {
				return;
			}
			Files.createDirectories(folder);
			installation.run();
			Files.writeString(marker, installed);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(String... command) {
		ProgramResult result = Program.run(INSTALL_LIMIT, command);
		if (result.exitStatus() != 0) {
			throw new MissingToolException("'%s' ended with status %d: %s".formatted(String.join(" ", command),
					result.exitStatus(), result.lastErrorLine()));
		}
	}

}
