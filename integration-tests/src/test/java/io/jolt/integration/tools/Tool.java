package io.jolt.integration.tools;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a test may need that is not part of the build. Looked for once.
 */
public enum Tool {

	/**
	 * The official Python client, in a virtual environment of its own.
	 */
	PYTHON_CLIENT(OfficialClients::installPython),

	/**
	 * The official JavaScript client.
	 */
	JAVASCRIPT_CLIENT(OfficialClients::installJavaScript),

	/**
	 * Chromium and its driver.
	 */
	BROWSER(() -> {
		executable("chromium");
		return executable("chromedriver");
	}),

	/**
	 * The runnable broker, which exists once {@code jolt-broker} is packaged.
	 */
	BROKER_JAR(() -> {
		Path jar = Path.of(System.getProperty("jolt.broker-jar", "jolt-broker-exec.jar"));
		if (!Files.exists(jar)) {
			throw new MissingToolException(jar.getFileName() + " is not built: run 'mvn verify'");
		}
		return jar;
	});

	private final Supplier<Path> finder;

	private @Nullable Path path; // guarded by this

	private @Nullable String missing; // guarded by this

	Tool(Supplier<Path> finder) {
		this.finder = finder;
	}

	/**
	 * Why the tool cannot be used.
	 * @return the reason, or {@code null} if the tool is there
	 */
	synchronized @Nullable String missing() {
		if (this.path == null && this.missing == null) {
			try {
				this.path = this.finder.get();
			}
			catch (MissingToolException ex) {
				this.missing = String.valueOf(ex.getMessage());
				System.out.println("Tests that need " + this + " are skipped: " + this.missing);
			}
		}
		return this.missing;
	}

	/**
	 * Where the tool is.
	 * @return the path of the executable, jar or folder
	 */
	public Path path() {
		String reason = missing();
		Path found = this.path;
		if (found == null) {
			throw new MissingToolException(String.valueOf(reason));
		}
		return found;
	}

	/**
	 * Finds a program.
	 * @param name the name of its file
	 * @return its path
	 * @throws MissingToolException if it is not on the {@code PATH}
	 */
	public static Path executable(String name) {
		String directories = Optional.ofNullable(System.getenv("PATH")).orElse("");
		for (String directory : directories.split(File.pathSeparator)) {
			Path candidate = Path.of(directory, name);
			if (!directory.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
				return candidate;
			}
		}
		throw new MissingToolException(name + " is not on the PATH");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
