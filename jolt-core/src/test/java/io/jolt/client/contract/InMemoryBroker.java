package io.jolt.client.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.jolt.client.JoltException;

/**
 * A broker without sockets and without a protocol: gives each message to every link, in
 * one order for all.
 */
final class InMemoryBroker {

	// guarded by this
	private final Set<InMemoryLink> links = new LinkedHashSet<>();

	// guarded by this
	private boolean reachable = true;

	/**
	 * Connects a link.
	 * @param link gets every message from now on
	 * @throws JoltException if the broker cannot be reached
	 */
	synchronized void attach(InMemoryLink link) {
		if (!this.reachable) {
			throw new JoltException("The broker in memory cannot be reached");
		}
		this.links.add(link);
	}

	synchronized void detach(InMemoryLink link) {
		this.links.remove(link);
	}

	synchronized void publish(InMemoryMessage message) {
		this.links.forEach((link) -> link.take(message));
	}

	/**
	 * Cuts all links off, and accepts none until the action has ended.
	 * @param action what happens meanwhile
	 */
	void interruptDuring(Runnable action) {
		List<InMemoryLink> lost;
		synchronized (this) {
			this.reachable = false;
			lost = List.copyOf(this.links);
			this.links.clear();
		}
		lost.forEach(InMemoryLink::cutOff);
		try {
			action.run();
		}
		finally {
			synchronized (this) {
				this.reachable = true;
			}
		}
	}

}
