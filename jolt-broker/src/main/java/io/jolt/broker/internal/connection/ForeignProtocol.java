package io.jolt.broker.internal.connection;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises clients of other protocols by the first bytes that they send. Owned by the
 * connection's event loop.
 */
final class ForeignProtocol {

	private static final Pattern HTTP_REQUEST = Pattern.compile("([A-Z]{1,20}) \\S.* HTTP/[0-9](\\.[0-9])?");

	// a longer first line is judged by its beginning and its end
	private static final int MAX_LOOKED_AT = 16 * 1024;

	private static final byte TLS_HANDSHAKE = 0x16;

	private static final byte TLS_MAJOR_VERSION = 3;

	private int bytesSeen;

	private boolean startsAsTls;

	private boolean lineSeen;

	// looks at bytes before they are cut into lines. Returns what they are if they are
	// not for a broker.
	@Nullable String ofFirstBytes(byte[] bytes, int length) {
		for (int i = 0; i < length && this.bytesSeen < 2; i++, this.bytesSeen++) {
			if (this.bytesSeen == 0) {
				this.startsAsTls = bytes[i] == TLS_HANDSHAKE;
			}
			else if (this.startsAsTls && bytes[i] == TLS_MAJOR_VERSION) {
				return "it began a TLS handshake, and this port speaks no TLS";
			}
		}
		return null;
	}

	// looks at a line. Returns what it is if it is the first and not for a broker.
	@Nullable String ofFirstLine(byte[] bytes, int offset, int length) {
		if (this.lineSeen) {
			return null;
		}
		this.lineSeen = true;
		if (bytes[offset] < 'A' || bytes[offset] > 'Z' || length > MAX_LOOKED_AT) {
			return null;
		}
		Matcher matcher = HTTP_REQUEST.matcher(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
		// only the method: the target may hold secrets
		return matcher.matches() ? "it sent an HTTP request (" + matcher.group(1) + "), and this is a Jolt broker"
				: null;
	}

}
