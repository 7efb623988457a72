package io.jolt.spring.listener;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.spi.InterceptedClient;
import io.jolt.spring.observation.ListenerObservation;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the chain that handles a delivery: the client's interceptors, the filter, the
 * observation, and the listener with its error handler.
 */
final class ListenerChain {

	private final JoltMessageListener listener;

	private final ContainerProperties properties;

	private final JoltMessageListenerContainer container;

	private final ListenerCounts counts;

	ListenerChain(JoltMessageListener listener, ContainerProperties properties, JoltMessageListenerContainer container,
			ListenerCounts counts) {
		this.listener = listener;
		this.properties = properties;
		this.container = container;
		this.counts = counts;
	}

	/**
	 * The chain for one run of the container.
	 * @param client the client, whose interceptors come first
	 * @param stopping released when the run begins to end
	 * @return a listener that throws nothing
	 */
	JoltMessageListener forRun(JoltClient client, CountDownLatch stopping) {
		ListenerObservation observation = observation();
		ErrorReplies errorReplies = new ErrorReplies(client, this.container.getListenerId());
		JoltMessageListener listener = errorReplies.answering(this.listener);
		GuardedListener guarded = new GuardedListener(listener, errorReplies, this.properties.getErrorHandler(),
				this.container, this.counts, observation, stopping);
		JoltMessageListener observed = observation.observe(guarded);
		JoltMessageFilter filter = filter();
		FilteredListener filtered = (filter != null)
				? new FilteredListener(filter, listener, observed, guarded, this.counts, observation) : null;
		JoltMessageListener handling = (filtered != null) ? filtered : observed;
		if (!(client instanceof InterceptedClient interceptedClient)) {
			return handling;
		}
		JoltMessageListener retry = (filtered != null) ? filtered::filterAndHandle : listener;
		return new InterceptedListener(interceptedClient.intercept(handling), interceptedClient.intercept(retry),
				guarded, observation);
	}

	// null to accept all messages
	private @Nullable JoltMessageFilter filter() {
		List<String> types = this.properties.getTypes();
		JoltMessageFilter own = this.properties.getFilter();
		if (types.isEmpty()) {
			return own;
		}
		MessageTypeFilter ofTypes = new MessageTypeFilter(types);
		return (own != null) ? (message) -> ofTypes.accept(message) && own.accept(message) : ofTypes;
	}

	private ListenerObservation observation() {
		return new ListenerObservation(this.properties.getObservationRegistry(),
				this.properties.getObservationConvention(), this.container.getListenerId(),
				this.container.getConnectionName(), this.container.getTopics(), this.container.getTopicPatterns());
	}

}
