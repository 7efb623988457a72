package io.jolt.client.internal.protocol;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a message in their order. Looking at each of a few is faster than
 * hashing, and takes less memory. Immutable.
 */
final class FewHeaders extends AbstractMap<String, String> {

	/**
	 * More are better kept in another map.
	 */
	static final int MAX = 8;

	// names and values in turns
	private final String[] pairs;

	/**
	 * Creates a map.
	 * @param pairs names and values in turns, no name twice; not copied
	 */
	FewHeaders(String[] pairs) {
		this.pairs = pairs;
	}

	@Override
	public int size() {
		return this.pairs.length / 2;
	}

	@Override
	public @Nullable String get(@Nullable Object name) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			if (this.pairs[i].equals(name)) {
				return this.pairs[i + 1];
			}
		}
		return null;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return get(name) != null;
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super String> action) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			action.accept(this.pairs[i], this.pairs[i + 1]);
		}
	}

	@Override
	public Set<Map.Entry<String, String>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public int size() {
				return FewHeaders.this.size();
			}

			@Override
			public Iterator<Map.Entry<String, String>> iterator() {
				return new Entries();
			}

		};
	}

	/**
	 * Visits the headers. Owned by one thread.
	 */
	private final class Entries implements Iterator<Map.Entry<String, String>> {

		private int next;

		@Override
		public boolean hasNext() {
			return this.next < FewHeaders.this.pairs.length;
		}

		@Override
		public Map.Entry<String, String> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			this.next += 2;
			return Map.entry(FewHeaders.this.pairs[this.next - 2], FewHeaders.this.pairs[this.next - 1]);
		}

	}

}
