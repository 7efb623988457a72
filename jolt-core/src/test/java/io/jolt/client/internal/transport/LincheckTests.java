package io.jolt.client.internal.transport;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tries interleavings of what threads do at once: a bounded number of schedules that a
 * model checker chooses, and as many as threads that really run happen to find.
 * {@code -Djolt.lincheck.iterations} makes the run longer.
 */
@Timeout(3600)
class LincheckTests {

	private static final int ITERATIONS = Integer.getInteger("jolt.lincheck.iterations", 3);

	@Test
	void theWriterLosesAndDoublesNothingInAnySchedule() {
		new ModelCheckingOptions().iterations(ITERATIONS)
			.invocationsPerIteration(60)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(0)
			.actorsAfter(1)
			.check(CombiningWriterModel.class);
	}

	@Test
	void theWriterLosesAndDoublesNothingUnderStress() {
		new StressOptions().iterations(2 * ITERATIONS)
			.invocationsPerIteration(500)
			.threads(3)
			.actorsPerThread(3)
			.check(CombiningWriterModel.class);
	}

	@Test
	void theRoomIsNeverOverdrawnInAnySchedule() {
		new ModelCheckingOptions().iterations(ITERATIONS)
			.invocationsPerIteration(60)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(0)
			.actorsAfter(1)
			.check(OutgoingRoomModel.class);
	}

}
