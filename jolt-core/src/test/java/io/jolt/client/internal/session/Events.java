package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import org.jspecify.annotations.Nullable;

/**
 * Records what a connection listener hears.
 */
final class Events implements ConnectionListener {

	final List<String> heard = new CopyOnWriteArrayList<>();

	final List<JoltException> errors = new CopyOnWriteArrayList<>();

	final List<JoltException> failures = new CopyOnWriteArrayList<>();

	@Override
	public void onStateChanged(ConnectionState previous, ConnectionState current) {
		this.heard.add(previous + ">" + current);
	}

	@Override
	public void onOpened(ConnectionInfo connection) {
		this.heard.add("opened");
	}

	@Override
	public void onLost(JoltException cause) {
		this.heard.add("lost");
	}

	@Override
	public void onConnectFailed(JoltException cause) {
		this.failures.add(cause);
		this.heard.add("failed");
	}

	@Override
	public void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause) {
		this.heard.add("subscription " + state);
	}

	@Override
	public void onError(JoltException error) {
		this.errors.add(error);
	}

}
