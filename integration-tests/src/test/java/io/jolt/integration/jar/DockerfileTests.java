package io.jolt.integration.jar;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker's image, as far as it can be looked at where there is no Docker.
 */
@Requires(Tool.BROKER_JAR)
class DockerfileTests {

	private static final Path FOLDER = Path.of("..", "jolt-broker");

	private static final Pattern VERSION = Pattern.compile("(?m)^ARG VERSION=(\\S+)$");

	private static final Pattern COPY = Pattern.compile("(?m)^COPY --chmod=0444 (\\S+) (\\S+)$");

	private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

	private final String dockerfile;

	DockerfileTests() throws IOException {
		this.dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
	}

	@Test
	void theJarThatIsCopiedIsTheOneThatTheBuildMakes() throws IOException {
		Path copied = FOLDER.resolve(source());
		assertThat(Files.isSameFile(copied, Tool.BROKER_JAR.path())).isTrue();
	}

	@Test
	void theJarIsInTheBuildsContextAndNothingElseIs() throws IOException {
		List<String> ignored = Files.readAllLines(FOLDER.resolve(".dockerignore"));
		assertThat(ignored).hasSize(2).startsWith("*");
		assertThat(ignored.get(1)).startsWith("!");
		assertThat(FileSystems.getDefault()
			.getPathMatcher("glob:" + ignored.get(1).substring(1))
			.matches(Path.of(source()))).isTrue();
	}

	@Test
	void theJarThatIsRunIsTheOneThatIsCopied() {
		assertThat(arguments("ENTRYPOINT")).startsWith("java").endsWith("-jar", find(COPY).group(2));
	}

	@Test
	void itRunsAsNobodyWithAnyRight() {
		assertThat(this.dockerfile).containsPattern("(?m)^USER [1-9]\\d+:[1-9]\\d+$");
	}

	@Test
	void withoutAConfigurationTheBrokerEndsAndSaysSo() {
		List<String> command = arguments("CMD \\[\"-");
		assertThat(command).contains("-port=8080");
		assertThat(this.dockerfile).contains("EXPOSE 8080");
		ProgramResult result = RunnableBroker.run(command.toArray(String[]::new));
		assertThat(result.exitStatus()).isEqualTo(2);
		assertThat(result.errors()).singleElement().asString().contains("/config/config.json");
	}

	private String source() {
		return find(COPY).group(1).replace("${VERSION}", find(VERSION).group(1));
	}

	private List<String> arguments(String instruction) {
		String line = find(Pattern.compile("(?m)^" + instruction + ".*$")).group();
		return QUOTED.matcher(line).results().map((quoted) -> quoted.group(1)).toList();
	}

	private MatchResult find(Pattern pattern) {
		return pattern.matcher(this.dockerfile).results().findFirst().orElseThrow();
	}

}
