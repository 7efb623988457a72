package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One subscription on the wire and the listeners that share it, from the first one's
 * coming to the last one's going. All of it is guarded by {@link SharedSubscriptions}.
 */
final class WireSubscription {

	final WireKey key;

	final List<ClientSubscription> members = new ArrayList<>();

	Phase phase = Phase.ABSENT;

	// the request whose answer counts, null unless the phase is REQUESTED
	@Nullable ControlRequest request;

	WireSubscription(WireKey key) {
		this.key = key;
	}

	void requested(ControlRequest sent) {
		this.request = sent;
		this.phase = Phase.REQUESTED;
	}

	void present() {
		this.request = null;
		this.phase = Phase.PRESENT;
	}

	void absent() {
		this.request = null;
		this.phase = Phase.ABSENT;
	}

	enum Phase {

		ABSENT, REQUESTED, PRESENT

	}

}
