package io.jolt.integration.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.jolt.integration.tools.Program;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's first application and the examples in other languages that publish to it,
 * compiled and run as they stand there.
 */
class SixtySecondsTests {

	private static final Pattern BROKER = Pattern.compile(".*Embedded Jolt broker listening on .*?(\\d+)");

	@TempDir
	private Path folder;

	private Program application;

	private String port;

	@BeforeEach
	void startTheApplication() throws IOException {
		Path source = Files.createDirectories(this.folder.resolve("com/example")).resolve("DemoApplication.java");
		Files.writeString(source, Readme.example("java", "class DemoApplication"));
		Files.writeString(this.folder.resolve("application.yml"), Readme.example("yaml", "embedded:"));
		String classPath = System.getProperty("java.class.path");
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertThat(compiler.run(null, null, null, "-parameters", "-proc:none", "-classpath", classPath, "-d",
				this.folder.toString(), source.toString()))
			.isZero();
		this.application = Program.start(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-classpath", this.folder + File.pathSeparator + classPath, "com.example.DemoApplication",
				"--jolt.embedded.port=0", "--spring.main.web-application-type=none", "--logging.level.root=INFO",
				"--logging.level.io.jolt=INFO"));
		this.port = awaitBroker();
		awaitLine("Ada says: hello");
	}

	@AfterEach
	void stopTheApplication() {
		this.application.close();
	}

	@Test
	void theFirstMessageArrives() {
		assertThat(this.application.isRunning()).as("goes on listening").isTrue();
	}

	@Test
	@Requires(Tool.PYTHON_CLIENT)
	void theMessageFromPythonArrives() throws IOException {
		run("publish.py", Readme.example("python", "Grace"), Tool.PYTHON_CLIENT.path().toString());
		awaitLine("Grace says: hello from Python");
	}

	@Test
	@Requires(Tool.JAVASCRIPT_CLIENT)
	void theMessageFromJavaScriptArrives() throws IOException {
		Files.createSymbolicLink(this.folder.resolve("node_modules"),
				Tool.JAVASCRIPT_CLIENT.path().resolve("node_modules"));
		run("publish.js", Readme.example("javascript", "Alan"), "node");
		awaitLine("Alan says: hello from JavaScript");
	}

	private void run(String file, String example, String interpreter) throws IOException {
		Path script = Files.writeString(this.folder.resolve(file), example.replace("8080", this.port));
		try (Program program = Program.start(List.of(interpreter, script.toString()))) {
			program.endInput();
			assertThat(program.awaitEnd(Duration.ofSeconds(30)).exitStatus()).isZero();
		}
	}

	private String awaitBroker() {
		while (true) {
			Matcher matcher = BROKER.matcher(this.application.nextLine());
			if (matcher.matches()) {
				return matcher.group(1);
			}
		}
	}

	private void awaitLine(String expected) {
		String line = this.application.nextLine();
		while (!line.equals(expected)) {
			line = this.application.nextLine();
		}
	}

}
