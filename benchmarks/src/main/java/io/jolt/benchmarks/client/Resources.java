package io.jolt.benchmarks.client;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a transport has opened, to be closed in the opposite order. Not safe for use by
 * several threads.
 */
final class Resources implements AutoCloseable {

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	<T extends AutoCloseable> T add(T resource) {
		this.opened.push(resource);
		return resource;
	}

	@Override
	public void close() {
		for (AutoCloseable resource : this.opened) {
			try {
				resource.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("Cannot close " + resource, ex);
			}
		}
	}

}
