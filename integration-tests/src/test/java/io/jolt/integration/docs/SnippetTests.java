package io.jolt.integration.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jolt.integration.docs.Document.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every piece of Java in the documents is a region of a source file that the build
 * compiles.
 */
class SnippetTests {

	private static final Pattern REFERENCE = Pattern.compile("<!-- snippet: (\\w+#[a-z-]+) -->");

	private static final String COMPILED_AS_IT_STANDS = "<!-- compiled and run by SixtySecondsTests -->";

	private static final Map<String, String> SNIPPETS = Snippets.all();

	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleInJavaIsItsRegion(Example example) {
		assertThat(reference(example)).as("the line above").isIn(SNIPPETS.keySet());
		assertThat(example.text()).isEqualTo(SNIPPETS.get(reference(example)));
	}

	@Test
	void everyRegionIsShown() {
		Set<String> shown = new TreeSet<>();
		examples().forEach((example) -> shown.add(reference(example)));
		assertThat(shown).isEqualTo(SNIPPETS.keySet());
	}

	@Test
	@EnabledIfSystemProperty(named = "jolt.update-docs", matches = "true")
	void putTheRegionsIntoTheDocuments() throws IOException {
		for (Document document : Document.all()) {
			Files.write(document.path(), updated(document.lines()));
		}
	}

	private static List<String> updated(List<String> lines) {
		List<String> updated = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			updated.add(lines.get(i));
			Matcher reference = REFERENCE.matcher(lines.get(i));
			if (reference.matches() && SNIPPETS.containsKey(reference.group(1))) {
				updated.add("```java");
				updated.addAll(SNIPPETS.get(reference.group(1)).lines().toList());
				i += 1 + lines.subList(i + 2, lines.size()).indexOf("```");
			}
		}
		return updated;
	}

	static Stream<Example> examples() {
		return Document.all()
			.stream()
			.flatMap((document) -> document.examples("java").stream())
			.filter((example) -> !COMPILED_AS_IT_STANDS.equals(example.above()));
	}

	private static String reference(Example example) {
		Matcher matcher = REFERENCE.matcher(String.valueOf(example.above()));
		return matcher.matches() ? matcher.group(1) : "";
	}

}
