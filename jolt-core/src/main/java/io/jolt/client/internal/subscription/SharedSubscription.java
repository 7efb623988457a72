package io.jolt.client.internal.subscription;

import java.util.ArrayList;
import java.util.List;

/**
 * A listener's subscription on the client's main connection, and the subscriptions on the
 * wire that it takes part in. All of it is guarded by {@link SharedSubscriptions}.
 */
final class SharedSubscription {

	final ClientSubscription subscription;

	final List<WireSubscription> wires = new ArrayList<>();

	// how many of the wires the broker has not granted on this connection
	int missing;

	SharedSubscription(ClientSubscription subscription) {
		this.subscription = subscription;
	}

	void granted() {
		this.missing--;
		confirmIfComplete();
	}

	void lost() {
		this.missing++;
		this.subscription.lost(null);
	}

	void confirmIfComplete() {
		if (this.missing == 0) {
			this.subscription.confirm();
		}
	}

}
