package io.jolt.integration.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The regions of source files that documents show: from {@code // tag::name[]} to
 * {@code // end::name[]}. A region that occurs several times in its file is put together.
 */
final class Snippets {

	private static final Path FOLDER = Path.of("src/test/java/io/jolt/integration/docs/snippets");

	private static final Pattern MARK = Pattern.compile("\\s*// (tag|end)::([a-z-]+)\\[\\]");

	private Snippets() {
	}

	/**
	 * Finds all regions.
	 * @return their text by {@code Class#name}, with spaces in place of tabs and not
	 * indented more than it has to be
	 */
	static Map<String, String> all() {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			Map<String, String> snippets = new TreeMap<>();
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).sorted().toList()) {
				String type = file.getFileName().toString().replace(".java", "");
				regions(file).forEach((name, lines) -> snippets.put(type + '#' + name, text(lines)));
			}
			return snippets;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, List<String>> regions(Path file) throws IOException {
		Map<String, List<String>> regions = new TreeMap<>();
		String open = "";
		List<String> lines = new ArrayList<>();
		for (String line : Files.readAllLines(file)) {
			Matcher mark = MARK.matcher(line);
			if (!mark.matches()) {
				if (!open.isEmpty()) {
					lines.add(line.replace("\t", "    "));
				}
			}
			else if (mark.group(1).equals("tag") && open.isEmpty()) {
				open = mark.group(2);
				lines = regions.computeIfAbsent(open, (name) -> new ArrayList<>());
			}
			else if (mark.group(1).equals("end") && open.equals(mark.group(2))) {
				open = "";
			}
			else {
				throw new IllegalStateException("Unexpected in " + file + ": " + line);
			}
		}
		if (!open.isEmpty()) {
			throw new IllegalStateException("The region " + open + " has no end in " + file);
		}
		return regions;
	}

	private static String text(List<String> lines) {
		// an empty last line would count as one that is not indented; two empty lines are
		// left where something was between two parts of a region
		return String.join("\n", lines).replaceAll("\n{3,}", "\n\n").stripTrailing().stripIndent().strip();
	}

}
