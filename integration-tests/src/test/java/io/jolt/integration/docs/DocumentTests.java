package io.jolt.integration.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents point to is there.
 */
class DocumentTests {

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://)([^)#]+)(?:#[^)]*)?\\)");

	private static final Pattern SECTION = Pattern.compile("\\]\\((?!https?://)([^)#]*)#([^)]+)\\)");

	private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

	private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w+Tests)`");

	private static final Pattern GUARANTEE = Pattern.compile("^## (G\\d+)\\b.*", Pattern.MULTILINE);

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsToAFile(Path document) throws IOException {
		assertThat(matches(LINK, document)).allSatisfy((link) -> assertThat(document.resolveSibling(link)).exists());
	}

	@Test
	void theReadmeNamesEveryPage() throws IOException {
		Set<String> pages = documents().stream()
			.map((page) -> Document.ROOT.relativize(page).toString())
			.filter((page) -> page.startsWith("docs/"))
			.collect(Collectors.toSet());
		assertThat(matches(LINK, Document.ROOT.resolve("README.md"))).containsAll(pages);
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsToASection(Path document) throws IOException {
		for (MatchResult link : SECTION.matcher(Files.readString(document)).results().toList()) {
			Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
			assertThat(sections(target)).as(link.group()).contains(link.group(2));
		}
	}

	// as GitHub makes anchors of headings
	private static Set<String> sections(Path document) throws IOException {
		return HEADING.matcher(Files.readString(document))
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyTestThatIsNamedExists(Path document) throws IOException {
		assertThat(testClasses()).containsAll(matches(TEST_CLASS, document));
	}

	@Test
	void everyGuaranteeNamesATestThatShowsIt() throws IOException {
		String text = Files.readString(Document.ROOT.resolve("docs/guarantees.md"));
		String[] sections = text.split("(?m)^## ");
		List<String> guarantees = Stream.of(sections).filter((section) -> section.matches("(?s)G\\d+ .*")).toList();
		assertThat(GUARANTEE.matcher(text).results().map((match) -> match.group(1))).containsExactly("G1", "G2", "G3",
				"G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11", "G12");
		assertThat(guarantees).allSatisfy((section) -> assertThat(section).containsPattern(TEST_CLASS));
	}

	static List<Path> documents() {
		return Document.all().stream().map(Document::path).toList();
	}

	private static Set<String> matches(Pattern pattern, Path document) throws IOException {
		return pattern.matcher(Files.readString(document))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> testClasses() throws IOException {
		try (Stream<Path> files = Files.walk(Document.ROOT, 16)) {
			return files.map((path) -> path.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.collect(Collectors.toSet());
		}
	}

}
