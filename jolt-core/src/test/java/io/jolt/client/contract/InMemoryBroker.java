package io.jolt.client.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jolt.client.JoltException;

/**
 * A broker without sockets and without a protocol: gives each message to every link that
 * wants it, in one order for all.
 */
final class InMemoryBroker {

	// guarded by this
	private final Set<InMemoryLink> links = new LinkedHashSet<>();

	// guarded by this
	private boolean reachable = true;

	// guarded by this
	private int turns;

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

	/**
	 * Gives a message to every link that wants it, and for each group to one of those
	 * with members, in turn.
	 * @param message the message
	 * @return how many subscribers it reaches, a group counting as one
	 */
	synchronized int publish(InMemoryMessage message) {
		for (InMemoryLink link : this.links) {
			if (link.inbox().topic().equals(message.topic())) {
				link.take(message, null);
				return 1;
			}
		}
		int subscribers = 0;
		Map<String, List<InMemoryLink>> members = new LinkedHashMap<>();
		for (InMemoryLink link : this.links) {
			if (link.wants(message.topic())) {
				link.take(message, null);
				subscribers++;
			}
			link.groups(message.topic())
				.forEach((group) -> members.computeIfAbsent(group, (name) -> new ArrayList<>()).add(link));
		}
		members.forEach((group, links) -> links.get(Math.floorMod(this.turns++, links.size())).take(message, group));
		return subscribers + members.size();
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
