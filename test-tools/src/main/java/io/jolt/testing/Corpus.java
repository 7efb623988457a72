package io.jolt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The seed inputs of a fuzz test, which other tests can mutate without a fuzzer.
 */
public final class Corpus {

	private static final String SPICE = "{}[]\":,.\\u0019eEdD+-truefalsnu \t\r\n/'\u0000\u0001xX\u007f";

	private Corpus() {
	}

	/**
	 * Reads the inputs of a fuzz test, from where the fuzzer itself looks for them.
	 * @param test the class of the test, on the class path as a directory
	 * @param method the name of its method
	 * @return the inputs, at least one
	 */
	public static List<byte[]> of(Class<?> test, String method) {
		URL url = test.getResource(test.getSimpleName() + "Inputs/" + method);
		if (url == null) {
			throw new IllegalArgumentException("No inputs of " + test.getSimpleName() + "." + method);
		}
		try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
			List<byte[]> inputs = new ArrayList<>();
			for (Path file : files.sorted().toList()) {
				inputs.add(Files.readAllBytes(file));
			}
			return inputs;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Takes an input and damages it in up to three places.
	 * @param corpus the inputs
	 * @param random decides
	 * @return a mutant, which may equal the input
	 */
	public static byte[] mutant(List<byte[]> corpus, Random random) {
		byte[] bytes = corpus.get(random.nextInt(corpus.size()));
		for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
			byte[] other = corpus.get(random.nextInt(corpus.size()));
			bytes = mutateOnce(bytes, other, random);
		}
		return bytes;
	}

	private static byte[] mutateOnce(byte[] bytes, byte[] other, Random random) {
		int at = random.nextInt(bytes.length + 1);
		int to = Math.min(bytes.length, at + 1 + random.nextInt(3));
		byte value = (byte) ((random.nextInt(8) == 0) ? random.nextInt(256)
				: SPICE.charAt(random.nextInt(SPICE.length())));
		return switch (random.nextInt(6)) {
			case 0 -> splice(bytes, at, Math.min(at + 1, bytes.length), value);
			case 1 -> splice(bytes, at, at, value);
			case 2 -> splice(bytes, at, to);
			case 3 -> splice(bytes, at, bytes.length);
			case 4 -> splice(bytes, at, at, part(bytes, random));
			default -> splice(bytes, at, to, part(other, random));
		};
	}

	private static byte[] part(byte[] bytes, Random random) {
		int from = random.nextInt(bytes.length + 1);
		int length = Math.min(bytes.length - from, random.nextInt(16));
		return ByteBuffer.allocate(length).put(bytes, from, length).array();
	}

	private static byte[] splice(byte[] bytes, int from, int to, byte... inserted) {
		return ByteBuffer.allocate(bytes.length - (to - from) + inserted.length)
			.put(bytes, 0, from)
			.put(inserted)
			.put(bytes, to, bytes.length - to)
			.array();
	}

	/**
	 * Shows an input in a message.
	 * @param input the input
	 * @return its bytes as characters, those outside of printable ASCII as escapes
	 */
	public static String describe(byte[] input) {
		StringBuilder text = new StringBuilder();
		for (char c : new String(input, StandardCharsets.ISO_8859_1).toCharArray()) {
			text.append((c >= ' ' && c < 0x7f) ? String.valueOf(c) : String.format("\\x%02x", (int) c));
		}
		return text.toString();
	}

}
