package io.jolt.integration.secrets;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The watch of these tests finds what it is to find.
 */
class LogWatchTests {

	private static final Logger logger = LoggerFactory.getLogger(LogWatchTests.class);

	@Test
	void aSecretIsFoundAtEveryLevelAndInTheCauseOfAFailure() {
		try (LogWatch watch = new LogWatch()) {
			logger.info("harmless");
			assertThatCode(watch::assertNothingFound).doesNotThrowAnyException();
			logger.trace("the password is {}", Sentinel.of("trace"));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingFound);
		}
		try (LogWatch watch = new LogWatch()) {
			logger.debug("failed", new IllegalStateException(new IllegalStateException(Sentinel.of("cause"))));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingFound);
		}
	}

	@Test
	void aWatchThatHeardNothingOfJoltHasShownNothing() {
		try (LogWatch watch = new LogWatch()) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingFound);
		}
	}

}
