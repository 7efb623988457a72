package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.observation.ListenerObservation;

/**
 * Skips messages that the filter does not accept. If the filter itself fails, the error
 * handler decides, and another attempt asks the filter again.
 */
final class FilteredListener implements JoltMessageListener {

	private final JoltMessageFilter filter;

	private final JoltMessageListener listener;

	private final JoltMessageListener observed;

	private final GuardedListener guarded;

	private final ListenerCounts counts;

	private final ListenerObservation observation;

	/**
	 * Creates a listener.
	 * @param filter the filter
	 * @param listener the user's listener, for another attempt
	 * @param observed receives the accepted messages; throws nothing
	 * @param guarded has the error handler
	 * @param counts counts the skipped messages
	 * @param observation records the filter's failures
	 */
	FilteredListener(JoltMessageFilter filter, JoltMessageListener listener, JoltMessageListener observed,
			GuardedListener guarded, ListenerCounts counts, ListenerObservation observation) {
		this.filter = filter;
		this.listener = listener;
		this.observed = observed;
		this.guarded = guarded;
		this.counts = counts;
		this.observation = observation;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		boolean accepted;
		try {
			accepted = this.filter.accept(message);
		}
		catch (Throwable ex) {
			this.observation.observe((failed) -> this.guarded.failed(failed, ex, this::filterAndHandle))
				.onMessage(message);
			return;
		}
		if (accepted) {
			this.observed.onMessage(message);
		}
		else {
			this.counts.filtered();
		}
	}

	void filterAndHandle(JoltMessage message) throws Exception {
		if (this.filter.accept(message)) {
			this.listener.onMessage(message);
		}
	}

}
