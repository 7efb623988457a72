package io.jolt.client.internal.subscription;

import java.util.ArrayList;
import java.util.List;

import io.jolt.client.internal.request.ControlRequest;
import org.jspecify.annotations.Nullable;

/**
 * One subscription on the wire and the listeners' subscriptions that share it, from when
 * the first joins until the last leaves. All of it is guarded by
 * {@link SharedSubscriptions}.
 */
final class WireSubscription {

	final WireKey key;

	final List<SharedSubscription> members = new ArrayList<>();

	private Phase phase = Phase.ABSENT;

	// the request whose answer counts, null unless the phase is REQUESTED
	@Nullable ControlRequest request;

	WireSubscription(WireKey key) {
		this.key = key;
	}

	void join(SharedSubscription member) {
		this.members.add(member);
		member.wires.add(this);
		if (this.phase != Phase.PRESENT) {
			member.missing++;
		}
	}

	void requested(ControlRequest sent) {
		this.request = sent;
		this.phase = Phase.REQUESTED;
	}

	void present() {
		this.request = null;
		this.phase = Phase.PRESENT;
		this.members.forEach(SharedSubscription::granted);
	}

	void absent() {
		if (this.phase == Phase.PRESENT) {
			this.members.forEach(SharedSubscription::lost);
		}
		this.request = null;
		this.phase = Phase.ABSENT;
	}

	boolean isAbsent() {
		return this.phase == Phase.ABSENT;
	}

	private enum Phase {

		ABSENT, REQUESTED, PRESENT

	}

}
