package io.jolt.client.internal.session;

import io.jolt.client.testing.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was unsubscribed or closed never comes back, what is held is never lost, and a
 * client is open only when all of it was granted, however subscribing, unsubscribing,
 * stopping, starting, closing, reconnecting and restarts of the broker interleave.
 * <p>
 * {@code -Djolt.race.seed} repeats the schedules of a failure as far as threads let them
 * be repeated; {@code -Djolt.race.clients} makes the run longer.
 */
@ExtendWith(LeakCheck.class)
@Timeout(3600)
class SubscriptionRaceTests {

	private static final int ROUNDS = 50;

	private final long seed = Long.getLong("jolt.race.seed", System.nanoTime());

	private final int clients = Integer.getInteger("jolt.race.clients", 40);

	@Test
	void whenTheDustHasSettledTheWireHasWhatIsHeld() {
		for (int i = 0; i < this.clients; i++) {
			int round = 0;
			try (SubscriptionRace race = new SubscriptionRace(this.seed + i)) {
				for (; round < ROUNDS; round++) {
					race.round(false);
					race.settle();
					if (round % 5 == 0) {
						race.cutAndCheckTheOpening();
						race.settle();
					}
				}
				race.round(true);
				race.expectNothingLeft();
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("seed " + (this.seed + i) + ", round " + round, ex);
			}
		}
	}

}
