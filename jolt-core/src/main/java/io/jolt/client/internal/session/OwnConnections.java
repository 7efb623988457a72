package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that have a connection of their own, because their readers may wait.
 * They connect to where the main connection is and take over what it found, so that they
 * come and go with it.
 */
final class OwnConnections {

	private final ClientContext context;

	private final Observer observer;

	// guarded by this
	private final Map<ClientSubscription, OwnConnection> connections = new LinkedHashMap<>();

	// those that the broker has not yet confirmed to have left; guarded by this
	private final Map<ClientSubscription, OwnConnection> leaving = new LinkedHashMap<>();

	// what the main connection found, null while there is none; guarded by this
	private @Nullable BrokerProfile profile;

	OwnConnections(ClientContext context, Observer observer) {
		this.context = context;
		this.observer = observer;
	}

	void add(ClientSubscription subscription) {
		OwnConnection connection = new OwnConnection(this.context, subscription, this.observer,
				() -> forget(subscription));
		synchronized (this) {
			this.connections.put(subscription, connection);
			// under the lock, or the main connection may be another one by then
			if (this.profile != null) {
				connection.establish(this.profile);
			}
		}
	}

	private synchronized void forget(ClientSubscription subscription) {
		this.connections.remove(subscription);
		this.leaving.remove(subscription);
	}

	void leave(ClientSubscription subscription) {
		OwnConnection connection;
		synchronized (this) {
			connection = this.connections.remove(subscription);
			if (connection != null) {
				this.leaving.put(subscription, connection);
			}
		}
		if (connection != null) {
			connection.leave();
		}
	}

	/**
	 * Connects all.
	 * @param found what the main connection found
	 * @return complete, on threads that must not be blocked, when each was answered
	 */
	List<CompletableFuture<Void>> attach(BrokerProfile found) {
		List<OwnConnection> all;
		synchronized (this) {
			this.profile = found;
			all = List.copyOf(this.connections.values());
		}
		return all.stream().map((connection) -> connection.connect(found)).toList();
	}

	/**
	 * The main connection has ended.
	 * @param cause why
	 */
	void detach(JoltException cause) {
		List<OwnConnection> all;
		synchronized (this) {
			this.profile = null;
			all = List.copyOf(this.connections.values());
		}
		all.forEach((connection) -> connection.disconnect(cause));
	}

	/**
	 * The client waits for nothing any more.
	 * @param cause why
	 */
	void endLeaving(JoltException cause) {
		List<OwnConnection> all;
		synchronized (this) {
			all = List.copyOf(this.leaving.values());
		}
		all.forEach((connection) -> connection.disconnect(cause));
	}

	void close() {
		List<ClientSubscription> all;
		synchronized (this) {
			all = new ArrayList<>(this.connections.keySet());
		}
		all.forEach(ClientSubscription::close);
	}

	synchronized int size() {
		return this.connections.size();
	}

	synchronized int waiting() {
		return (int) this.connections.values().stream().filter((connection) -> !connection.isUp()).count();
	}

	/**
	 * Hears of subscriptions that have no connection while the main one stands.
	 */
	interface Observer {

		/**
		 * It is not subscribed any more, and tries to be again.
		 * @param connection which one
		 * @param cause why
		 */
		void lost(OwnConnection connection, JoltException cause);

		/**
		 * An attempt has failed, and will be followed by others.
		 * @param connection which one
		 * @param cause why
		 */
		void failed(OwnConnection connection, JoltException cause);

		/**
		 * It is subscribed, or does not want to be.
		 * @param connection which one
		 */
		void settled(OwnConnection connection);

	}

}
