package io.jolt.broker.internal.routing;

/**
 * Finds the elements of an array by identity. Keeps only their positions, so that it
 * keeps nothing alive, and clearing is free. Owned by one thread.
 */
final class IdentityIndex {

	private static final int FIRST_CAPACITY = 64;

	// at most half of them are used
	private int[] places = new int[FIRST_CAPACITY];

	// the slots in use are those that carry the present stamp
	private int[] stamps = new int[FIRST_CAPACITY];

	private int stamp = 1;

	private int size;

	void clear() {
		this.size = 0;
		this.stamp++;
		if (this.stamp == 0) {
			// after so many matches the old stamps come again
			this.stamps = new int[this.stamps.length];
			this.stamp = 1;
		}
	}

	// adds an element that is not there yet; those in front of it have been added
	void add(Object[] elements, int place) {
		if (2 * (this.size + 1) > this.places.length) {
			grow(elements);
		}
		insert(elements[place], place);
		this.size++;
	}

	private void grow(Object[] elements) {
		this.places = new int[2 * this.places.length];
		this.stamps = new int[this.places.length];
		this.stamp = 1;
		for (int place = 0; place < this.size; place++) {
			insert(elements[place], place);
		}
	}

	private void insert(Object element, int place) {
		int slot = slot(element);
		while (this.stamps[slot] == this.stamp) {
			slot = (slot + 1) & (this.stamps.length - 1);
		}
		this.stamps[slot] = this.stamp;
		this.places[slot] = place;
	}

	boolean contains(Object[] elements, Object element) {
		int slot = slot(element);
		while (this.stamps[slot] == this.stamp) {
			if (elements[this.places[slot]] == element) {
				return true;
			}
			slot = (slot + 1) & (this.stamps.length - 1);
		}
		return false;
	}

	private int slot(Object element) {
		int hash = System.identityHashCode(element);
		return (hash ^ (hash >>> 15)) & (this.stamps.length - 1);
	}

}
