package io.jolt.client.internal.subscription;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import org.jspecify.annotations.Nullable;

/**
 * The links of the subscriptions that may block their readers. They live as long as the
 * client's own connection.
 */
final class OwnLinks {

	private final ClientContext context;

	// guarded by this
	private final Map<ClientSubscription, OwnLink> links = new LinkedHashMap<>();

	// those that left without the broker's confirmation yet; guarded by this
	private final Map<ClientSubscription, OwnLink> leaving = new LinkedHashMap<>();

	// how many links there are; written under this lock, read by any thread
	private volatile int size;

	// what the client's own connection found out, null while there is none; guarded by
	// this
	private @Nullable BrokerProfile profile;

	OwnLinks(ClientContext context) {
		this.context = context;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the subscription reports the result
	synchronized void add(ClientSubscription subscription) {
		OwnLink link = new OwnLink(this.context, subscription, () -> this.size, () -> forget(subscription));
		this.links.put(subscription, link);
		this.size = this.links.size();
		if (this.profile != null) {
			// under the lock, or the client's own connection may have changed by then
			link.open(this.profile, true);
		}
	}

	private synchronized void forget(ClientSubscription subscription) {
		this.links.remove(subscription);
		this.leaving.remove(subscription);
		this.size = this.links.size();
	}

	void leave(ClientSubscription subscription) {
		OwnLink link;
		synchronized (this) {
			link = this.links.remove(subscription);
			this.size = this.links.size();
			if (link != null) {
				this.leaving.put(subscription, link);
			}
		}
		if (link != null) {
			link.leave();
		}
	}

	/**
	 * Connects all, once.
	 * @param found what the client's own connection found out
	 * @return complete, on threads that must not be blocked, when each was answered
	 */
	synchronized List<CompletableFuture<Void>> attach(BrokerProfile found) {
		this.profile = found;
		return this.links.values().stream().map((link) -> link.open(found, false)).toList();
	}

	/**
	 * The client's own connection has ended.
	 * @param cause why
	 */
	void detach(JoltException cause) {
		List<OwnLink> all;
		synchronized (this) {
			this.profile = null;
			all = List.copyOf(this.links.values());
		}
		all.forEach((link) -> link.disconnect(cause));
	}

	/**
	 * The client no longer waits for anything.
	 * @param cause why
	 */
	void endLeaving(JoltException cause) {
		List<OwnLink> all;
		synchronized (this) {
			all = List.copyOf(this.leaving.values());
		}
		all.forEach((link) -> link.endLeaving(cause));
	}

	/**
	 * Makes all that wait for their next attempt try at once.
	 */
	void retryNow() {
		List<OwnLink> all;
		synchronized (this) {
			all = List.copyOf(this.links.values());
		}
		all.forEach(OwnLink::retryNow);
	}

	synchronized Stream<ClientSubscription> subscriptions() {
		return List.copyOf(this.links.keySet()).stream();
	}

}
