package io.jolt.client.internal.session;

import java.util.HashSet;
import java.util.Set;

/**
 * The subscriptions whose own connections are not there while the main one is. A client
 * that has lost one is not open until it has returned; a new one that has not come up yet
 * is no reason not to be, for nobody was promised its messages, but its failures are
 * shown. Guarded by the lifecycle's lock.
 */
final class AbsentSubscriptions {

	// those that were there
	private final Set<OwnConnection> lost = new HashSet<>();

	// those that have failed and were never there
	private final Set<OwnConnection> failing = new HashSet<>();

	void clear() {
		this.lost.clear();
		this.failing.clear();
	}

	void lost(OwnConnection connection) {
		this.lost.add(connection);
	}

	void failed(OwnConnection connection) {
		if (!this.lost.contains(connection)) {
			this.failing.add(connection);
		}
	}

	/**
	 * It has come, or does not want to any more.
	 * @param connection which one
	 * @return whether it was absent
	 */
	boolean settled(OwnConnection connection) {
		boolean wasFailing = this.failing.remove(connection);
		return this.lost.remove(connection) || wasFailing;
	}

	boolean isAnyLost() {
		return !this.lost.isEmpty();
	}

	boolean isNone() {
		return this.lost.isEmpty() && this.failing.isEmpty();
	}

	/**
	 * Lets all that were lost try at once.
	 */
	void retryNow() {
		Set.copyOf(this.lost).forEach(OwnConnection::retryNow);
	}

}
