package io.jolt.client.internal.security;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PEM; text around the blocks is ignored.
 */
final class Pem {

	private static final Pattern BLOCK = Pattern
		.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s(.*?)-----END ([A-Z0-9 ]{1,40})-----", Pattern.DOTALL);

	private Pem() {
	}

	/**
	 * Finds the blocks.
	 * @param text the text
	 * @return at least one, in their order
	 * @throws InvalidPemException if there is none, or one is broken
	 */
	static List<Block> read(String text) throws InvalidPemException {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(text);
		while (matcher.find()) {
			if (!matcher.group(1).equals(matcher.group(3))) {
				throw new InvalidPemException("it is not valid PEM: a block begins as " + matcher.group(1)
						+ " and ends as " + matcher.group(3));
			}
			blocks.add(new Block(matcher.group(1), matcher.group(2)));
		}
		if (blocks.isEmpty()) {
			throw new InvalidPemException("it is not PEM, which begins with -----BEGIN");
		}
		return blocks;
	}

	/**
	 * The content between two PEM lines. Its {@code toString} does not reveal it.
	 */
	static final class Block {

		private final String type;

		private final String content;

		private Block(String type, String content) {
			this.type = type;
			this.content = content;
		}

		String type() {
			return this.type;
		}

		byte[] der() throws InvalidPemException {
			try {
				return Base64.getDecoder().decode(this.content.replaceAll("\\s", ""));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidPemException("it is not valid PEM: the " + this.type + " is not Base64");
			}
		}

	}

}
