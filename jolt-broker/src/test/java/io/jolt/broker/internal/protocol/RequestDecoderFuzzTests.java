package io.jolt.broker.internal.protocol;

import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Runs {@link RequestDecoderProperties} and {@link RequestSequenceProperties} over the
 * corpus beside this class; with {@code JAZZER_FUZZ=1} in the environment, over whatever
 * the fuzzer comes upon.
 */
class RequestDecoderFuzzTests {

	private final RequestDecoderProperties properties = new RequestDecoderProperties();

	@FuzzTest(maxDuration = "10m")
	void whatIsAcceptedIsWhatJacksonReads(byte[] line) {
		this.properties.check(line);
	}

	// the first byte says how the stream is split
	@FuzzTest(maxDuration = "10m")
	void linesDoNotDependOnHowTheyAreRead(byte[] input) {
		if (input.length > 0) {
			this.properties.checkSplit(Arrays.copyOfRange(input, 1, input.length), 1 + (input[0] & 0x3f));
		}
	}

	// so does this one's
	@FuzzTest(maxDuration = "10m")
	void requestsDoNotDependOnWhatCameBefore(byte[] input) {
		if (input.length > 0) {
			new RequestSequenceProperties().check(Arrays.copyOfRange(input, 1, input.length), 1 + (input[0] & 0x3f));
		}
	}

}
