package io.jolt.client.internal.session;

import java.util.EnumSet;
import java.util.Set;

import io.jolt.client.ConnectionState;

/**
 * Where a client stands: the one place that changes it, along the diagram of
 * {@link ConnectionState} and no other way. Guarded by its owner's lock.
 */
final class StateMachine {

	private final Notifier notifier;

	private ConnectionState state = ConnectionState.STOPPED;

	StateMachine(Notifier notifier) {
		this.notifier = notifier;
	}

	ConnectionState state() {
		return this.state;
	}

	boolean is(ConnectionState expected) {
		return this.state == expected;
	}

	void to(ConnectionState next) {
		ConnectionState previous = this.state;
		if (next != ConnectionState.CLOSED && !next(previous).contains(next)) {
			throw new IllegalStateException("No way leads from " + previous + " to " + next);
		}
		this.state = next;
		this.notifier.stateChanged(previous, next);
	}

	private static Set<ConnectionState> next(ConnectionState from) {
		return switch (from) {
			case STOPPED -> EnumSet.of(ConnectionState.CONNECTING);
			case CONNECTING -> EnumSet.of(ConnectionState.HANDSHAKING, ConnectionState.BACKING_OFF,
					ConnectionState.STOPPED, ConnectionState.STOPPING);
			case HANDSHAKING -> EnumSet.of(ConnectionState.OPEN, ConnectionState.CONNECTING,
					ConnectionState.BACKING_OFF, ConnectionState.STOPPED, ConnectionState.STOPPING);
			case OPEN -> EnumSet.of(ConnectionState.HANDSHAKING, ConnectionState.BACKING_OFF, ConnectionState.STOPPING);
			case BACKING_OFF -> EnumSet.of(ConnectionState.CONNECTING, ConnectionState.STOPPING);
			case STOPPING -> EnumSet.of(ConnectionState.STOPPED);
			case CLOSED -> EnumSet.noneOf(ConnectionState.class);
		};
	}

}
