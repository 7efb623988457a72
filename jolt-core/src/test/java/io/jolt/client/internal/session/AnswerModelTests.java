package io.jolt.client.internal.session;

import java.util.Random;

import io.jolt.client.testing.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Conversations with a broker, held against a plain list of what was sent: whatever
 * becomes of its future, a request is never given another's answer.
 */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class AnswerModelTests {

	@Test
	void everyRequestGetsItsOwnAnswerOrNone() {
		long first = Long.getLong("jolt.model.seed", System.nanoTime());
		int conversations = Integer.getInteger("jolt.model.conversations", 60);
		for (long seed = first; seed < first + conversations; seed++) {
			try (AnswerModel model = new AnswerModel(new Random(seed))) {
				for (int step = 0; step < 200; step++) {
					model.step();
				}
				model.end();
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("seed " + seed + ": " + ex, ex);
			}
		}
	}

}
