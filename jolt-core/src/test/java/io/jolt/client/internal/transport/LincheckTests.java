package io.jolt.client.internal.transport;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tries interleavings of what threads do at once: a bounded number of schedules that a
 * model checker chooses, and as many as threads that really run happen to find.
 */
@Timeout(120)
class LincheckTests {

	@Test
	void theWriterLosesAndDoublesNothingInAnySchedule() {
		new ModelCheckingOptions().iterations(5)
			.invocationsPerIteration(80)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(1)
			.actorsAfter(1)
			.check(CombiningWriterModel.class);
	}

	@Test
	void theWriterLosesAndDoublesNothingUnderStress() {
		new StressOptions().iterations(8)
			.invocationsPerIteration(1000)
			.threads(3)
			.actorsPerThread(3)
			.check(CombiningWriterModel.class);
	}

	@Test
	void theRoomIsNeverOverdrawnInAnySchedule() {
		new ModelCheckingOptions().iterations(5)
			.invocationsPerIteration(80)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(0)
			.actorsAfter(1)
			.check(OutgoingRoomModel.class);
	}

}
