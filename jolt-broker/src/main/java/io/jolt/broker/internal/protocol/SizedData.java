package io.jolt.broker.internal.protocol;

/**
 * The form in which a client that says so in its {@code hello} may send and receive a
 * text: unescaped, after its line. The line begins with a mark and the text's length in
 * bytes, <pre>
 * #17 {"op":"pub","topic":"orders"}
 * {"quantity": 100}
 * </pre> so that neither end needs to examine each character. For all other clients the
 * text is encoded as a JSON string, once per message, so it must fit into a line even
 * with every byte escaped.
 */
final class SizedData {

	static final String FEATURE = "sized-data";

	static final byte MARK = '#';

	// what a byte becomes at most
	private static final int ESCAPED_BYTES = 6;

	// the quotes, the name of the field
	private static final int OVERHEAD = 16;

	private static final int MAX_DIGITS = 9;

	private SizedData() {
	}

	// whether the text behind a line, which is as long as it is without mark and length,
	// may be so long
	static boolean fits(int lineBytes, int dataBytes, int maxLineBytes) {
		return lineBytes + OVERHEAD + (long) ESCAPED_BYTES * dataBytes <= maxLineBytes;
	}

	// where the line begins behind mark and length, or -1 where these are not there
	static int beginOfLine(byte[] bytes, int from, int to) {
		int at = from + 1;
		int limit = Math.min(to, at + MAX_DIGITS);
		while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
			at++;
		}
		return (at > from + 1 && at < to && bytes[from] == MARK && bytes[at] == ' ') ? at + 1 : -1;
	}

	static int length(byte[] bytes, int from, int beginOfLine) {
		int length = 0;
		for (int i = from + 1; i < beginOfLine - 1; i++) {
			length = 10 * length + bytes[i] - '0';
		}
		return length;
	}

}
