package io.jolt.integration.tools;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds tools, each once.
 */
public final class Tools {

	private static final Map<Tool, Finding> findings = new ConcurrentHashMap<>();

	private Tools() {
	}

	static Path find(Tool tool) {
		Finding finding = finding(tool);
		if (finding.path() == null) {
			throw new MissingToolException(finding.missing());
		}
		return finding.path();
	}

	/**
	 * Why a tool cannot be used.
	 * @return the reason, or {@code null} if the tool is there
	 */
	static @Nullable String missing(Tool tool) {
		Finding finding = finding(tool);
		return (finding.path() != null) ? null : finding.missing();
	}

	/**
	 * Finds a program.
	 * @param name the name of its file
	 * @return its path
	 * @throws MissingToolException if it is not on the {@code PATH}
	 */
	public static Path executable(String name) {
		return directories().map((directory) -> directory.resolve(name))
			.filter((candidate) -> Files.isExecutable(candidate) && !Files.isDirectory(candidate))
			.findFirst()
			.orElseThrow(() -> new MissingToolException(name + " is not on the PATH"));
	}

	private static Stream<Path> directories() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
			.splitAsStream(path)
			.filter((directory) -> !directory.isEmpty())
			.map(Path::of);
	}

	private static Finding finding(Tool tool) {
		return findings.computeIfAbsent(tool, Tools::lookFor);
	}

	private static Finding lookFor(Tool tool) {
		try {
			Path path = switch (tool) {
				case PYTHON_CLIENT -> OfficialClients.installPython();
				case JAVASCRIPT_CLIENT -> OfficialClients.installJavaScript();
				case BROWSER -> browserDriver();
				case BROKER_JAR -> brokerJar();
			};
			return new Finding(path, "");
		}
		catch (MissingToolException ex) {
			String reason = String.valueOf(ex.getMessage());
			System.out.println("Skipping the tests that need " + tool + ": " + reason);
			return new Finding(null, reason);
		}
	}

	private static Path browserDriver() {
		executable("chromium");
		return executable("chromedriver");
	}

	private static Path brokerJar() {
		Path jar = Path.of(System.getProperty("jolt.broker-jar", "jolt-broker-exec.jar"));
		if (!Files.exists(jar)) {
			throw new MissingToolException(jar.getFileName() + " is not built, which 'mvn verify' does");
		}
		return jar;
	}

	private record Finding(@Nullable Path path, String missing) {
	}

}
