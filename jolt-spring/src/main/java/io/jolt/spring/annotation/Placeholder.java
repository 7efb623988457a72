package io.jolt.spring.annotation;

import org.jspecify.annotations.Nullable;

/**
 * A placeholder in a text.
 *
 * @param start the index of its first character
 * @param end the index after its last character
 * @param name the part before the colon, which may itself contain placeholders
 * @param defaultValue the part after the colon, if any
 */
record Placeholder(int start, int end, String name, @Nullable String defaultValue) {

	/**
	 * Finds the next placeholder that is not nested in another one.
	 * @param text the text
	 * @param from the index to start from
	 * @return the placeholder, or {@code null} if there is none
	 */
	static @Nullable Placeholder next(String text, int from) {
		int begin = text.indexOf("${", from);
		while (begin > 0 && text.charAt(begin - 1) == '\\') {
			begin = text.indexOf("${", begin + 2);
		}
		if (begin < 0) {
			return null;
		}
		int depth = 0;
		int colon = -1;
		for (int i = begin; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '{') {
				depth++;
			}
			else if (c == '}' && --depth == 0) {
				return of(text, begin, colon, i);
			}
			else if (c == ':' && depth == 1 && colon < 0) {
				colon = i;
			}
		}
		return null;
	}

	private static Placeholder of(String text, int begin, int colon, int brace) {
		String before = text.substring(begin + 2, (colon < 0) ? brace : colon);
		return new Placeholder(begin, brace + 1, before, (colon < 0) ? null : text.substring(colon + 1, brace));
	}

}
