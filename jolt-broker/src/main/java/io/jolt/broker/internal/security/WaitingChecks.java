package io.jolt.broker.internal.security;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Password checks that wait for a thread, bounded and fair: one address after the other
 * is served, and in turn with that one user after the other, so that neither many checks
 * from one address nor many for one user hold up the rest. If there are too many, the
 * newest of the address or user that has most is given up; another user of that address
 * is spared. Safe for use by several threads.
 *
 * @param <C> a check
 */
final class WaitingChecks<C> {

	private final int max;

	// guarded by this; the key that is to be served next stands first
	private final Map<InetAddress, Set<Entry<C>>> byAddress = new LinkedHashMap<>();

	// guarded by this; the key that is to be served next stands first
	private final Map<String, Set<Entry<C>>> byUser = new LinkedHashMap<>();

	// guarded by this
	private int size;

	// guarded by this
	private boolean addressIsNext = true;

	WaitingChecks(int max) {
		this.max = max;
	}

	// adds a check. Returns the check that was given up instead, possibly this one, or
	// null if none was.
	synchronized @Nullable C add(InetAddress address, String user, C check) {
		Entry<C> entry = new Entry<>(address, user, check);
		this.byAddress.computeIfAbsent(address, (key) -> new LinkedHashSet<>()).add(entry);
		this.byUser.computeIfAbsent(user, (key) -> new LinkedHashSet<>()).add(entry);
		this.size++;
		if (this.size <= this.max) {
			return null;
		}
		Entry<C> surplus = surplus();
		remove(surplus);
		return surplus.check;
	}

	// takes the next check, null if none waits
	synchronized @Nullable C poll() {
		if (this.size == 0) {
			return null;
		}
		Entry<C> next = this.addressIsNext ? first(this.byAddress) : first(this.byUser);
		this.addressIsNext = !this.addressIsNext;
		remove(next);
		// those who were served go behind those who were not
		moveToEnd(this.byAddress, next.address);
		moveToEnd(this.byUser, next.user);
		return next.check;
	}

	synchronized int size() {
		return this.size;
	}

	// of those who have most. Many for one user are mostly from one address, and vice
	// versa: a check that shares only one of the two with them is spared.
	private Entry<C> surplus() {
		Set<Entry<C>> ofAddress = longest(this.byAddress.values());
		Set<Entry<C>> ofUser = longest(this.byUser.values());
		return youngest(longest((ofUser.size() > ofAddress.size()) ? grouped(ofUser, (entry) -> entry.address)
				: grouped(ofAddress, (entry) -> entry.user)));
	}

	private static <C> Collection<Set<Entry<C>>> grouped(Set<Entry<C>> entries, Function<Entry<C>, Object> key) {
		Map<Object, Set<Entry<C>>> groups = new LinkedHashMap<>();
		entries
			.forEach((entry) -> groups.computeIfAbsent(key.apply(entry), (same) -> new LinkedHashSet<>()).add(entry));
		return groups.values();
	}

	private static <C> Set<Entry<C>> longest(Collection<Set<Entry<C>>> all) {
		Set<Entry<C>> longest = Set.of();
		for (Set<Entry<C>> entries : all) {
			longest = (entries.size() >= longest.size()) ? entries : longest;
		}
		return longest;
	}

	private static <C> Entry<C> youngest(Set<Entry<C>> entries) {
		Iterator<Entry<C>> iterator = entries.iterator();
		Entry<C> youngest = iterator.next();
		while (iterator.hasNext()) {
			youngest = iterator.next();
		}
		return youngest;
	}

	private static <K, C> Entry<C> first(Map<K, Set<Entry<C>>> map) {
		return map.values().iterator().next().iterator().next();
	}

	private void remove(Entry<C> entry) {
		remove(this.byAddress, entry.address, entry);
		remove(this.byUser, entry.user, entry);
		this.size--;
	}

	private static <K, C> void remove(Map<K, Set<Entry<C>>> map, K key, Entry<C> entry) {
		map.computeIfPresent(key, (same, entries) -> {
			entries.remove(entry);
			return entries.isEmpty() ? null : entries;
		});
	}

	private static <K, C> void moveToEnd(Map<K, Set<Entry<C>>> map, K key) {
		Set<Entry<C>> entries = map.remove(key);
		if (entries != null) {
			map.put(key, entries);
		}
	}

	/**
	 * A check and whom it is for. Compared by identity.
	 */
	private static final class Entry<C> {

		private final InetAddress address;

		private final String user;

		private final C check;

		Entry(InetAddress address, String user, C check) {
			this.address = address;
			this.user = user;
			this.check = check;
		}

	}

}
