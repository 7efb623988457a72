package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.observation.ListenerObservation;

/**
 * Passes messages through the client's interceptors. If one of them fails, the error
 * handler decides, and another attempt passes through all of them again.
 */
final class InterceptedListener implements JoltMessageListener {

	private final JoltMessageListener intercepted;

	private final JoltMessageListener retry;

	private final GuardedListener guarded;

	private final ListenerObservation observation;

	/**
	 * Creates a listener.
	 * @param intercepted the interceptors and, behind them, what throws nothing
	 * @param retry the interceptors and, behind them, the user's listener, for another
	 * attempt
	 * @param guarded has the error handler
	 * @param observation records the interceptors' failures
	 */
	InterceptedListener(JoltMessageListener intercepted, JoltMessageListener retry, GuardedListener guarded,
			ListenerObservation observation) {
		this.intercepted = intercepted;
		this.retry = retry;
		this.guarded = guarded;
		this.observation = observation;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		try {
			this.intercepted.onMessage(message);
		}
		catch (Throwable ex) {
			this.observation.observe((failed) -> this.guarded.failed(failed, ex, this.retry)).onMessage(message);
		}
	}

}
