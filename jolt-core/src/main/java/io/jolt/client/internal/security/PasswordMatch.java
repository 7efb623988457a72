package io.jolt.client.internal.security;

/**
 * Compares a password with a text from a given position: plain, JSON-escaped once or
 * several times, or cut off. Used once, by one thread.
 */
final class PasswordMatch {

	// the least of a cut-off password that counts, or chance matches would be common
	private static final int MIN_PREFIX_CHARS = 4;

	// the most backslashes that escape a character, enough for three levels
	private static final int MAX_BACKSLASHES = 8;

	private static final int UNICODE_DIGITS = 4;

	private final String text;

	private final int start;

	private final String password;

	// how far in the text it goes
	private int at;

	// how many characters of the password match
	private int matched;

	PasswordMatch(String text, int start, String password) {
		this.text = text;
		this.start = start;
		this.password = password;
		this.at = start;
	}

	/**
	 * Where it ends.
	 * @return the index after it, or its start if it does not match
	 */
	int end() {
		match();
		if (this.matched == this.password.length()) {
			return (!OwnPasswords.isShort(this.password) || isWholeWord()) ? this.at : this.start;
		}
		return (this.matched > 0 && !OwnPasswords.isShort(this.password)) ? endIfCutOff() : this.start;
	}

	private void match() {
		boolean afterBackslashes = false;
		while (this.matched < this.password.length()) {
			int own = backslashes(this.password, this.matched, Integer.MAX_VALUE);
			int backslashes = backslashes(this.text, this.at, own * MAX_BACKSLASHES);
			int end = character(this.password.charAt(this.matched), afterBackslashes);
			if (end > this.at) {
				this.at = end;
				this.matched++;
				afterBackslashes = false;
			}
			else if (own > 0 && backslashes >= own) {
				// it does not matter how many belong to the password and how many are
				// escapes
				this.at += backslashes;
				this.matched += own;
				afterBackslashes = true;
			}
			else {
				return;
			}
		}
	}

	// returns where the character ends, or its start if it does not match
	private int character(char c, boolean afterBackslashes) {
		int begin = this.at + backslashes(this.text, this.at, MAX_BACKSLASHES);
		if (begin >= this.text.length()) {
			return this.at;
		}
		char first = this.text.charAt(begin);
		if (begin > this.at || afterBackslashes) {
			if (first == 'u' && unicode(begin + 1) == c) {
				return begin + 1 + UNICODE_DIGITS;
			}
			if (first == letter(c)) {
				return begin + 1;
			}
		}
		return (first == c) ? begin + 1 : this.at;
	}

	private static int backslashes(String in, int from, int limit) {
		int count = 0;
		while (count < limit && from + count < in.length() && in.charAt(from + count) == '\\') {
			count++;
		}
		return count;
	}

	// returns the code, or -1 if there are not that many digits
	private int unicode(int from) {
		if (from + UNICODE_DIGITS > this.text.length()) {
			return -1;
		}
		int code = 0;
		for (int i = from; i < from + UNICODE_DIGITS; i++) {
			int digit = Character.digit(this.text.charAt(i), 16);
			if (digit < 0) {
				return -1;
			}
			code = code * 16 + digit;
		}
		return code;
	}

	// returns the letter of its escape, or NUL if it has none
	private static char letter(char c) {
		return switch (c) {
			case '\b' -> 'b';
			case '\f' -> 'f';
			case '\n' -> 'n';
			case '\r' -> 'r';
			case '\t' -> 't';
			default -> '\0';
		};
	}

	private boolean isWholeWord() {
		return (this.start == 0 || !Character.isLetterOrDigit(this.text.charAt(this.start - 1)))
				&& (this.at == this.text.length() || !Character.isLetterOrDigit(this.text.charAt(this.at)));
	}

	private int endIfCutOff() {
		// it may have been cut off within an escape
		int cut = this.at;
		while (cut < this.text.length() && cut - this.at < MAX_BACKSLASHES + UNICODE_DIGITS && isOfEscape(cut)) {
			cut++;
		}
		if (isEllipsis(cut)) {
			return (this.matched >= MIN_PREFIX_CHARS || isLastEllipsis(cut)) ? cut : this.start;
		}
		boolean telling = this.matched >= Math.max(MIN_PREFIX_CHARS, this.password.length() / 2);
		return (telling && this.at == this.text.length()) ? this.at : this.start;
	}

	private boolean isOfEscape(int index) {
		char c = this.text.charAt(index);
		return c == '\\' || (c == 'u' && this.text.charAt(index - 1) == '\\')
				|| (this.text.lastIndexOf('u', index) > this.at && Character.digit(c, 16) >= 0);
	}

	private boolean isEllipsis(int index) {
		return this.text.startsWith("...", index) || this.text.startsWith("\u2026", index);
	}

	// as we write it ourselves after what we quote
	private boolean isLastEllipsis(int index) {
		int end = index + 3;
		return this.text.startsWith("...", index)
				&& (end == this.text.length() || this.text.startsWith("'", end) || this.text.startsWith(")", end));
	}

}
