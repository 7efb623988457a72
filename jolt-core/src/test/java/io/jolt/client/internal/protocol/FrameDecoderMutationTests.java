package io.jolt.client.internal.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.jolt.testing.Corpus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link FrameDecoderProperties} and {@link FrameSequenceProperties} over mutants of
 * the fuzz tests' corpus.
 */
class FrameDecoderMutationTests {

	private final FrameDecoderProperties properties = new FrameDecoderProperties();

	@Test
	void whatIsAcceptedIsWhatJacksonReads() {
		long seed = System.nanoTime();
		List<byte[]> corpus = Corpus.of(FrameDecoderFuzzTests.class, "whatIsAcceptedIsWhatJacksonReads");
		Random random = new Random(seed);
		int accepted = 0;
		for (int i = 0; i < 50_000; i++) {
			byte[] line = Corpus.mutant(corpus, random);
			try {
				accepted += this.properties.check(line) ? 1 : 0;
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("seed " + seed + ": " + Corpus.describe(line), ex);
			}
		}
		// else the mutants show nothing
		assertThat(accepted).as("seed %d", seed).isBetween(2_500, 47_500);
	}

	@Test
	void linesDoNotDependOnHowTheyAreRead() {
		long seed = System.nanoTime();
		List<byte[]> corpus = Corpus.of(FrameDecoderFuzzTests.class, "linesDoNotDependOnHowTheyAreRead");
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] input = Corpus.mutant(corpus, random);
			int chunkLength = 1 + random.nextInt(64);
			try {
				this.properties.checkSplit(Arrays.copyOfRange(input, Math.min(1, input.length), input.length),
						chunkLength);
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", " + chunkLength + " at a time: " + Corpus.describe(input),
						ex);
			}
		}
	}

	@Test
	void framesDoNotDependOnWhatCameBefore() {
		long seed = System.nanoTime();
		List<byte[]> corpus = Corpus.of(FrameDecoderFuzzTests.class, "framesDoNotDependOnWhatCameBefore");
		Random random = new Random(seed);
		int accepted = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] input = Corpus.mutant(corpus, random);
			int chunkLength = 1 + random.nextInt(64);
			try {
				accepted += new FrameSequenceProperties()
					.check(Arrays.copyOfRange(input, Math.min(1, input.length), input.length), chunkLength);
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", " + chunkLength + " at a time: " + Corpus.describe(input),
						ex);
			}
		}
		// else the mutants show nothing
		assertThat(accepted).as("seed %d", seed).isGreaterThan(5_000);
	}

}
