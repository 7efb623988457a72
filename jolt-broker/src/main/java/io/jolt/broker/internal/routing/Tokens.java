package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of topics and patterns, which dots separate. Empty ones count.
 */
final class Tokens {

	static final String ANY_ONE = "*";

	static final String ANY_REST = ">";

	private Tokens() {
	}

	static String[] split(String text) {
		List<String> tokens = new ArrayList<>();
		int start = 0;
		for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
			tokens.add(text.substring(start, dot));
			start = dot + 1;
		}
		tokens.add(text.substring(start));
		return tokens.toArray(String[]::new);
	}

}
