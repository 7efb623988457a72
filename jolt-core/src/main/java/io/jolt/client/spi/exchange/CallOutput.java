package io.jolt.client.spi.exchange;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * The items for the other side, which wait until it asks for them. Not safe for use by
 * several threads: guarded by its call.
 */
final class CallOutput {

	private final int window;

	// what users have sent and the other side has not asked for
	private final ArrayDeque<Item> waiting = new ArrayDeque<>();

	// how many more items the other side takes
	private long credit;

	// of that, what the source was not yet asked for
	private long unpulled;

	// the sequence of the last item
	private long sent;

	// null if items are sent one by one
	private Flow.@Nullable Subscription source;

	// whether the user has ended the stream
	private boolean ending;

	// whether the end is on its way
	private boolean endSent;

	// whether the end, or that there are no items, has reached the other side
	private boolean over;

	CallOutput(int window, boolean over) {
		this.window = window;
		this.ending = over;
		this.endSent = over;
		this.over = over;
	}

	/**
	 * Lets an item wait.
	 * @param item the item
	 * @return {@code false} if there is no room for it
	 */
	boolean add(Item item) {
		if (item.sent != null && this.credit == 0 && this.waiting.size() >= this.window) {
			return false;
		}
		this.waiting.add(item);
		return true;
	}

	/**
	 * The next item that the other side has asked for.
	 * @return the item, or {@code null} if there is none
	 */
	@Nullable Item next() {
		if (this.credit == 0 || this.waiting.isEmpty()) {
			return null;
		}
		this.credit--;
		this.sent++;
		return this.waiting.remove();
	}

	/**
	 * Whether the end of the stream is to be sent, once.
	 * @return {@code true} if it is the next to be sent
	 */
	boolean takeEnd() {
		if (!this.ending || this.endSent || !this.waiting.isEmpty()) {
			return false;
		}
		this.endSent = true;
		return true;
	}

	void granted(long more) {
		this.credit += more;
		this.unpulled += more;
	}

	long credit() {
		return this.credit;
	}

	long sent() {
		return this.sent;
	}

	void source(Flow.Subscription subscription) {
		this.source = subscription;
	}

	Flow.@Nullable Subscription source() {
		return this.source;
	}

	/**
	 * How many items to ask the source for, once.
	 * @return the number, 0 if there is no source
	 */
	long takePull() {
		if (this.source == null || this.ending) {
			return 0;
		}
		long pull = this.unpulled;
		this.unpulled = 0;
		return pull;
	}

	boolean isEnding() {
		return this.ending;
	}

	void ending() {
		this.ending = true;
	}

	void over() {
		this.over = true;
	}

	boolean isOver() {
		return this.over;
	}

	/**
	 * Drops what waits.
	 * @return what was dropped
	 */
	ArrayDeque<Item> clear() {
		ArrayDeque<Item> dropped = new ArrayDeque<>(this.waiting);
		this.waiting.clear();
		return dropped;
	}

	/**
	 * An item that waits. Its parts were taken from a message, whose methods may be the
	 * user's code.
	 *
	 * @param data its text
	 * @param headers its headers
	 * @param sent completes when it was sent; {@code null} if it was asked for, for which
	 * there is always room
	 */
	record Item(String data, Map<String, String> headers, @Nullable CompletableFuture<Void> sent) {

	}

}
