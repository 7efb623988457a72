package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatternSetTests {

	private final PatternSet patterns = new PatternSet();

	private final List<String> texts = new ArrayList<>();

	// characters that are sorted before the one between tokens, too
	@Test
	void countsEachBeginningOnceWhateverTheOrder() {
		Random random = new Random(42);
		String[] tokens = { "a", "b", "*", "a-", "a b", "a.b", "a!" };
		long bytes = 0;
		for (int i = 0; i < 2000; i++) {
			StringBuilder text = new StringBuilder(tokens[random.nextInt(tokens.length)]);
			for (int j = random.nextInt(4); j > 0; j--) {
				text.append('.').append(tokens[random.nextInt(tokens.length)]);
			}
			TopicPattern pattern = Objects.requireNonNull(TopicPattern.of(text.toString()));
			if (this.patterns.contains(pattern)) {
				this.patterns.remove(pattern);
				this.texts.remove(text.toString());
				bytes -= this.patterns.bytes(pattern);
			}
			else {
				bytes += this.patterns.bytes(pattern);
				this.patterns.add(pattern);
				this.texts.add(text.toString());
			}
			assertThat(bytes).isEqualTo(expected());
			assertThat(this.patterns.size()).isEqualTo(this.texts.size());
		}
	}

	private long expected() {
		Set<List<String>> beginnings = new HashSet<>();
		long bytes = 0;
		for (String text : this.texts) {
			List<String> tokens = List.of(text.split("\\."));
			for (int i = 1; i <= tokens.size(); i++) {
				beginnings.add(tokens.subList(0, i));
			}
			bytes += PatternSet.PATTERN_BYTES + text.length();
		}
		for (List<String> beginning : beginnings) {
			boolean wildcard = beginning.get(beginning.size() - 1).equals("*");
			bytes += wildcard ? PatternSet.WILDCARD_BYTES : PatternSet.TOKEN_BYTES;
		}
		return bytes;
	}

	@Test
	void whatIsHandedOverMayBeRemoved() {
		for (String text : List.of("a.*", "b.>", "c")) {
			this.patterns.add(Objects.requireNonNull(TopicPattern.of(text)));
		}
		this.patterns.forEach(this.patterns::remove);
		assertThat(this.patterns.size()).isZero();
	}

}
