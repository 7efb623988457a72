package io.jolt.client.spi.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The ids of the calls that ended last, so that whoever accepts one too late is told.
 * Safe for use by several threads.
 */
final class RecentCalls {

	private static final int CAPACITY = 1024;

	private final Set<String> ids = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > CAPACITY;
		}

	}));

	void add(String id) {
		this.ids.add(id);
	}

	boolean contains(String id) {
		return this.ids.contains(id);
	}

}
