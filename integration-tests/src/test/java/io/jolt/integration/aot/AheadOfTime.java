package io.jolt.integration.aot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.jolt.integration.tools.Program;
import io.jolt.integration.tools.ProgramResult;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * An application that is processed ahead of time as the goal {@code process-aot} of
 * Spring Boot's plugin does it, in a folder apart from the application's classes.
 */
final class AheadOfTime {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private final Class<?> application;

	private final Path sources;

	private final Path resources;

	private final Path classes;

	private AheadOfTime(Class<?> application, Path folder) {
		this.application = application;
		this.sources = folder.resolve("sources");
		this.resources = folder.resolve("resources");
		this.classes = folder.resolve("classes");
	}

	/**
	 * Processes an application.
	 * @param application has the main method
	 * @param folder where the result goes
	 * @return the processed application
	 */
	static AheadOfTime process(Class<?> application, Path folder) throws IOException {
		AheadOfTime result = new AheadOfTime(application, folder);
		result.generate();
		result.compile();
		return result;
	}

	private void generate() {
		ProgramResult result = Program.run(LIMIT, JAVA, "-classpath", CLASS_PATH,
				SpringApplicationAotProcessor.class.getName(), this.application.getName(), this.sources.toString(),
				this.resources.toString(), this.classes.toString(), "io.jolt", "sample-app");
		if (result.exitStatus() != 0) {
			throw new IllegalStateException("Not processed: " + result);
		}
	}

	private void compile() throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-nowarn", "-proc:none", "-classpath", classPath(), "-d", this.classes.toString()));
		try (Stream<Path> files = Files.walk(this.sources)) {
			files.map(Path::toString).filter((name) -> name.endsWith(".java")).forEach(arguments::add);
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
			throw new IllegalStateException("The generated sources do not compile");
		}
	}

	/**
	 * What a native image would be told.
	 * @return the text of the file
	 */
	String metadata() throws IOException {
		return Files
			.readString(this.resources.resolve("META-INF/native-image/io.jolt/sample-app/reachability-metadata.json"));
	}

	/**
	 * Starts the application with what was generated.
	 * @param arguments its command line
	 * @return the running program
	 */
	Program start(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(JAVA, "-Dspring.aot.enabled=true", "-classpath", classPath(), this.application.getName()));
		command.addAll(List.of(arguments));
		return Program.start(command);
	}

	private String classPath() {
		return String.join(File.pathSeparator, this.classes.toString(), this.resources.toString(), CLASS_PATH);
	}

}
