package io.jolt.client.spi.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for their replies, each at a place that its id names: under load
 * the threads that ask and the one that reads meet nowhere else. Safe for use by several
 * threads.
 */
final class WaitingRequests {

	private final int limit;

	// created for the first request
	private volatile @Nullable AtomicReferenceArray<@Nullable WaitingRequest> places;

	// where the last request was put
	private final AtomicInteger last = new AtomicInteger();

	/**
	 * Creates room for requests.
	 * @param limit how many may wait at the same time
	 */
	WaitingRequests(int limit) {
		this.limit = Math.min(limit, RandomIds.MAX_NUMBER + 1);
	}

	/**
	 * Adds a request.
	 * @param creating creates it for a place; may be called more than once
	 * @return the request, or {@code null} if as many wait as may
	 */
	@Nullable WaitingRequest add(IntFunction<WaitingRequest> creating) {
		AtomicReferenceArray<@Nullable WaitingRequest> all = places();
		for (int i = 0; i < this.limit; i++) {
			int place = Math.floorMod(this.last.incrementAndGet(), this.limit);
			if (all.get(place) == null) {
				WaitingRequest request = creating.apply(place);
				if (all.compareAndSet(place, null, request)) {
					return request;
				}
			}
		}
		return null;
	}

	private AtomicReferenceArray<@Nullable WaitingRequest> places() {
		AtomicReferenceArray<@Nullable WaitingRequest> all = this.places;
		return (all != null) ? all : create();
	}

	private synchronized AtomicReferenceArray<@Nullable WaitingRequest> create() {
		AtomicReferenceArray<@Nullable WaitingRequest> all = this.places;
		if (all == null) {
			all = new AtomicReferenceArray<>(this.limit);
			this.places = all;
		}
		return all;
	}

	/**
	 * Takes the request with an id.
	 * @param id the id as received
	 * @return the request, or {@code null} if none waits with it
	 */
	@Nullable WaitingRequest remove(String id) {
		AtomicReferenceArray<@Nullable WaitingRequest> all = this.places;
		int place = RandomIds.number(id);
		if (all == null || place < 0 || place >= this.limit) {
			return null;
		}
		WaitingRequest request = all.get(place);
		return (request != null && request.id().equals(id) && all.compareAndSet(place, request, null)) ? request : null;
	}

	/**
	 * Removes a request, unless that was done.
	 * @param request the request
	 */
	void remove(WaitingRequest request) {
		AtomicReferenceArray<@Nullable WaitingRequest> all = this.places;
		int place = RandomIds.number(request.id());
		if (all != null && all.get(place) == request) {
			all.compareAndSet(place, request, null);
		}
	}

	void forEach(Consumer<WaitingRequest> visitor) {
		AtomicReferenceArray<@Nullable WaitingRequest> all = this.places;
		for (int i = 0; all != null && i < this.limit; i++) {
			WaitingRequest request = all.get(i);
			if (request != null) {
				visitor.accept(request);
			}
		}
	}

	int size() {
		AtomicInteger size = new AtomicInteger();
		forEach((request) -> size.incrementAndGet());
		return size.get();
	}

}
