package io.jolt.client.internal.dispatch;

import java.util.function.LongConsumer;

/**
 * Tells once for a burst, which may drop millions, that a queue drops messages. Guarded
 * by the queue's lock.
 */
final class OverflowNotice {

	private LongConsumer listener = (total) -> {
	};

	// whether it was told since the queue was last half empty
	private boolean told;

	void listener(LongConsumer listener) {
		this.listener = listener;
	}

	void dropping(long total) {
		if (!this.told) {
			this.told = true;
			this.listener.accept(total);
		}
	}

	void admitted(Occupancy occupancy) {
		if (this.told && occupancy.isHalfEmpty()) {
			this.told = false;
		}
	}

}
