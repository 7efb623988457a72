package io.jolt.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the client says. It does not know Spring, and so names no property of its.
 */
class WordsOfTheClientTests {

	private static final Pattern PROPERTY = Pattern
		.compile("(?<![\\w./])(jolt|spring|server|management|logging)\\.[a-z]");

	// a topic
	private static final String PROBE = "_jolt.probe";

	@Test
	void noTextOfTheClientNamesAProperty() throws Exception {
		List<String> texts = textsOfAllClasses();
		assertThat(texts).contains(PROBE)
			.anyMatch((text) -> text.startsWith("Not connected to "))
			.hasSizeGreaterThan(500);
		assertThat(texts).noneMatch((text) -> PROPERTY.matcher(text).find());
	}

	private static List<String> textsOfAllClasses() throws IOException, URISyntaxException {
		URI classes = JoltClient.class.getProtectionDomain().getCodeSource().getLocation().toURI();
		List<String> texts = new ArrayList<>();
		try (Stream<Path> files = Files.walk(Path.of(classes))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".class")).toList()) {
				try (InputStream content = Files.newInputStream(file)) {
					addTexts(new DataInputStream(content), texts);
				}
			}
		}
		return texts;
	}

	// the strings of a class file's constant pool, those of concatenations included
	private static void addTexts(DataInputStream content, List<String> texts) throws IOException {
		content.skipNBytes(8);
		int count = content.readUnsignedShort();
		for (int i = 1; i < count; i++) {
			int tag = content.readUnsignedByte();
			switch (tag) {
				case 1 -> texts.add(content.readUTF().replace('\u0001', ' '));
				case 3, 4, 9, 10, 11, 12, 17, 18 -> content.skipNBytes(4);
				case 5, 6 -> {
					content.skipNBytes(8);
					i++;
				}
				case 7, 8, 16, 19, 20 -> content.skipNBytes(2);
				case 15 -> content.skipNBytes(3);
				default -> throw new IOException("Not a constant: " + tag);
			}
		}
	}

}
