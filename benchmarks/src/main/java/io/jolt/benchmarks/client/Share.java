package io.jolt.benchmarks.client;

import java.util.List;

/**
 * What one of several subscribers has received that share the messages of a topic: which
 * of them come here nobody knows beforehand, so that only all shares together can be
 * checked.
 */
final class Share extends Arrivals {

	// how often each number came; owned by the receiving thread, read when nothing is
	// under way any more
	private final long[] times;

	Share(int variants) {
		super(0, variants);
		this.times = new long[variants];
	}

	@Override
	void verify(int topic, int number, long before) {
		this.times[number]++;
	}

	/**
	 * Fails if anything was lost or duplicated.
	 * @param shares all of them; none if nothing was shared
	 * @param sent how many messages were sent, with numbers from 0 on, and again
	 */
	static void check(List<Share> shares, long sent) {
		if (shares.isEmpty()) {
			return;
		}
		int variants = shares.get(0).times.length;
		for (int number = 0; number < variants; number++) {
			long came = 0;
			for (Share share : shares) {
				came += share.times[number];
			}
			long expected = sent / variants + ((number < sent % variants) ? 1 : 0);
			if (came != expected) {
				throw new IllegalStateException("Lost or duplicated: number %d was sent %,d times and came %,d times"
					.formatted(number, expected, came));
			}
		}
	}

}
