package io.jolt.client.internal.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.jolt.client.internal.protocol.ProtocolException;

/**
 * The passwords that a client has sent and that a broker may repeat: they are masked as
 * soon as the broker's text is read. Safe for use by several threads.
 */
public final class OwnPasswords {

	// a provider may return a new one each hour, and only the last ones matter
	private static final int REMEMBERED = 4;

	// shorter ones occur in many words by chance, and are masked only as whole words
	private static final int SHORT_CHARS = 4;

	private static final String BLANK = "***";

	// codes that programs act on stay even if a password equals one, as they are not
	// secret
	private static final Set<String> VOCABULARY = Set.of("invalid_json", "invalid_request", "unknown_op",
			"unknown_topic", "invalid_topic", "invalid_data", "invalid_headers", "invalid_group", "invalid_utf8",
			"auth_required", "auth_failed", "not_authorized", "line_too_long", "too_many_connections",
			"too_many_subscriptions", "timeout", "publish-ack", "patterns", "headers", "sized-data", "groups", "count",
			"inbox", "stats", "authentication");

	// the last one first; replaced as a whole under this lock, read by any thread
	private volatile List<String> passwords = List.of();

	/**
	 * Remembers a password.
	 * @param password the password, which may be empty
	 */
	public void add(String password) {
		if (password.isEmpty() || (!this.passwords.isEmpty() && this.passwords.get(0).equals(password))) {
			return;
		}
		synchronized (this) {
			List<String> next = new ArrayList<>(this.passwords);
			next.remove(password);
			next.add(0, password);
			this.passwords = List.copyOf(next.subList(0, Math.min(next.size(), REMEMBERED)));
		}
	}

	/**
	 * Masks the passwords in a text, even if they are JSON-escaped, once or twice, or cut
	 * off. A protocol code at its beginning stays.
	 * @param text what the broker said
	 * @return the same text if there is nothing to mask
	 */
	public String blank(String text) {
		List<String> known = this.passwords;
		return known.isEmpty() ? text : blank(text, known, codeLength(text));
	}

	private static int codeLength(String text) {
		int colon = text.indexOf(':');
		int length = (colon >= 0) ? colon : text.length();
		return VOCABULARY.contains(text.substring(0, length).strip()) ? length : 0;
	}

	private static String blank(String text, List<String> known, int from) {
		StringBuilder result = null;
		int copied = 0;
		int at = from;
		while (at < text.length()) {
			int end = at;
			char first = text.charAt(at);
			for (String password : known) {
				if (first == '\\' || first == password.charAt(0)) {
					end = Math.max(end, new PasswordMatch(text, at, password).end());
				}
			}
			if (end == at) {
				at++;
			}
			else {
				result = (result != null) ? result : new StringBuilder();
				result.append(text, copied, at).append(BLANK);
				copied = end;
				at = end;
			}
		}
		return (result != null) ? result.append(text, copied, text.length()).toString() : text;
	}

	/**
	 * Masks the passwords in the strings of a JSON object other than its keys, so that it
	 * remains valid.
	 * @param json what the broker said
	 * @return the same text if there is nothing to mask
	 */
	public String blankValues(String json) {
		if (this.passwords.isEmpty()) {
			return json;
		}
		StringBuilder result = new StringBuilder();
		int copied = 0;
		int open = json.indexOf('"');
		while (open >= 0) {
			int close = closingQuote(json, open);
			if (!isKey(json, close)) {
				result.append(json, copied, open + 1).append(blank(json.substring(open + 1, close)));
				copied = close;
			}
			open = json.indexOf('"', close + 1);
		}
		return result.append(json, copied, json.length()).toString();
	}

	private static int closingQuote(String json, int open) {
		int at = open + 1;
		while (at < json.length() && json.charAt(at) != '"') {
			at += (json.charAt(at) == '\\') ? 2 : 1;
		}
		return Math.min(at, json.length());
	}

	private static boolean isKey(String json, int close) {
		int at = close + 1;
		while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
			at++;
		}
		return at < json.length() && json.charAt(at) == ':';
	}

	/**
	 * Masks the passwords in what a failure quotes, and leaves out what the JSON parser
	 * said.
	 * @param failure says that the peer does not speak Jolt
	 * @return the same failure if there is nothing to mask
	 */
	public ProtocolException blank(ProtocolException failure) {
		List<String> known = this.passwords;
		if (known.isEmpty()) {
			return failure;
		}
		String message = String.valueOf(failure.getMessage());
		String quoting = withoutParserWords(message);
		String blanked = blank(quoting, known, quoting.indexOf('\'') + 1);
		if (blanked.equals(message)) {
			return failure;
		}
		ProtocolException result = new ProtocolException(blanked);
		result.setStackTrace(failure.getStackTrace());
		return result;
	}

	// the parser quotes what it could not read, which may be any part of a password
	private static String withoutParserWords(String message) {
		int begin = message.indexOf(" (");
		int end = message.indexOf("): '", Math.max(begin, 0));
		return (begin >= 0 && end > begin && begin < message.indexOf('\''))
				? message.substring(0, begin) + message.substring(end + 1) : message;
	}

	static boolean isShort(String password) {
		return password.length() < SHORT_CHARS;
	}

}
