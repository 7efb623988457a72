package io.jolt.client.internal.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one write carries: consecutive lines, and the item that each belongs to. Guarded
 * by its user.
 *
 * @param <T> what is written
 */
final class Batch<T> {

	private static final int INITIAL_BYTES = 4 * 1024;

	private static final int INITIAL_ITEMS = 16;

	private final int maxBytes;

	private final List<T> items = new ArrayList<>(INITIAL_ITEMS);

	// where the line of each item ends
	private int[] ends = new int[INITIAL_ITEMS];

	private byte[] bytes;

	private int size;

	/**
	 * Creates an empty batch.
	 * @param maxBytes how long it may be
	 * @param toBeFilled whether it will probably reach that length
	 */
	Batch(int maxBytes, boolean toBeFilled) {
		this.maxBytes = maxBytes;
		this.bytes = new byte[toBeFilled ? maxBytes : INITIAL_BYTES];
	}

	/**
	 * Whether a line may be added; a line longer than the limit goes alone.
	 * @param length its length
	 * @return {@code true} if it may
	 */
	boolean hasRoom(int length) {
		return this.size == 0 || this.size + length <= this.maxBytes;
	}

	void add(T item, byte[] line, int offset, int length) {
		int end = this.size + length;
		if (end > this.bytes.length) {
			int doubled = Math.min(2 * this.bytes.length, this.maxBytes);
			this.bytes = Arrays.copyOf(this.bytes, Math.max(end, doubled));
		}
		System.arraycopy(line, offset, this.bytes, this.size, length);
		if (this.items.size() == this.ends.length) {
			this.ends = Arrays.copyOf(this.ends, 2 * this.ends.length);
		}
		this.ends[this.items.size()] = end;
		this.items.add(item);
		this.size = end;
	}

	List<T> items() {
		return this.items;
	}

	byte[] bytes() {
		return this.bytes;
	}

	int size() {
		return this.size;
	}

	/**
	 * Removes items, and closes the gaps.
	 * @param condition which ones
	 * @param removed receives them
	 */
	void removeIf(Predicate<T> condition, Consumer<T> removed) {
		List<T> all = List.copyOf(this.items);
		int[] allEnds = this.ends.clone();
		int start = 0;
		this.items.clear();
		this.size = 0;
		for (int i = 0; i < all.size(); i++) {
			T item = all.get(i);
			int length = allEnds[i] - start;
			if (condition.test(item)) {
				removed.accept(item);
			}
			else {
				System.arraycopy(this.bytes, start, this.bytes, this.size, length);
				this.size += length;
				this.ends[this.items.size()] = this.size;
				this.items.add(item);
			}
			start = allEnds[i];
		}
	}

	/**
	 * Empties it.
	 * @return whether it may be used again and is not too large to keep
	 */
	boolean clear() {
		this.items.clear();
		this.size = 0;
		return this.bytes.length <= this.maxBytes;
	}

}
