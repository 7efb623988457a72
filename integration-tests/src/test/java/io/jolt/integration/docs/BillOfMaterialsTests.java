package io.jolt.integration.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The versions that {@code jolt-bom} gives.
 */
class BillOfMaterialsTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

	private static final Pattern MANAGED = Pattern
		.compile("<groupId>io\\.jolt</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
				+ "<version>\\$\\{project\\.version}</version>\\s*</dependency>");

	private static final Pattern MANAGED_TEST_JAR = Pattern
		.compile("<groupId>io\\.jolt</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
				+ "<version>\\$\\{project\\.version}</version>\\s*<type>test-jar</type>\\s*</dependency>");

	private static final Pattern TEST_JAR = Pattern.compile("<goal>(test-jar)</goal>");

	private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

	// for this build's own use
	private static final Set<String> UNPUBLISHED = Set.of("jolt-bom", "test-tools", "sample-app", "benchmarks",
			"integration-tests", "kotlin-tests");

	@Test
	void everyPublishedModuleIsInIt() throws IOException {
		assertThat(matches(MANAGED, bom())).containsExactlyInAnyOrderElementsOf(published());
	}

	@Test
	void everyPublishedTestJarIsInIt() throws IOException {
		List<String> modules = new ArrayList<>();
		for (String module : published()) {
			if (!matches(TEST_JAR, ROOT.resolve(module).resolve("pom.xml")).isEmpty()) {
				modules.add(module);
			}
		}
		assertThat(modules).contains("jolt-core");
		assertThat(matches(MANAGED_TEST_JAR, bom())).containsExactlyInAnyOrderElementsOf(modules);
	}

	@Test
	void itHasTheVersionOfTheModules() throws IOException {
		assertThat(matches(VERSION, bom()).get(0)).isEqualTo(matches(VERSION, ROOT.resolve("pom.xml")).get(0));
	}

	@Test
	void itManagesNothingElse() throws IOException {
		assertThat(Files.readString(bom())).doesNotContain("<parent>", "<scope>import</scope>");
		assertThat(matches(Pattern.compile("<dependency>()"), bom()))
			.hasSize(matches(MANAGED, bom()).size() + matches(MANAGED_TEST_JAR, bom()).size());
	}

	private static Set<String> published() throws IOException {
		Set<String> modules = new TreeSet<>(matches(MODULE, ROOT.resolve("pom.xml")));
		modules.removeAll(UNPUBLISHED);
		return modules;
	}

	private static Path bom() {
		return ROOT.resolve("jolt-bom/pom.xml");
	}

	private static List<String> matches(Pattern pattern, Path file) throws IOException {
		return pattern.matcher(Files.readString(file))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toList());
	}

}
