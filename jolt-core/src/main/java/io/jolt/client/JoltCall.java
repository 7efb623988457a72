package io.jolt.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * One side of a call: a stream of items in each direction between a caller and the
 * subscriber that accepted. Neither side sends more items than the other one has asked
 * for. The two directions end separately; the call has ended when both have. Safe for use
 * by several threads.
 * <p>
 * A call never seems complete when it is not: if its connection is lost, or the other
 * side has gone, both sides end with {@link JoltCallBrokenException}.
 */
public interface JoltCall extends AutoCloseable {

	/**
	 * The call's id.
	 * @return the id that its caller chose
	 */
	String id();

	/**
	 * The topic it was opened on.
	 * @return the topic
	 */
	String topic();

	/**
	 * The items from the other side, in order. They wait for their subscriber, which is
	 * called by one thread at a time, on one of the client's threads, and may block; if
	 * those of 64 calls do, the others wait. Each
	 * {@linkplain Flow.Subscription#request(long) requested} item lets the other side
	 * send another one. {@code onComplete} means that the other side has ended its
	 * stream, and that nothing is missing. {@code onError} receives a
	 * {@link JoltReplyErrorException} if the other side failed, a
	 * {@link java.util.concurrent.CancellationException} if either side cancelled the
	 * call, and {@link JoltCallBrokenException} if it broke. Cancelling the subscription
	 * cancels the call.
	 * @return the publisher, for one subscriber
	 */
	Flow.Publisher<JoltMessage> items();

	/**
	 * Sends an item, as soon as the other side has asked for it. At most as many items
	 * wait as the call's window has.
	 * @param data the item's text
	 * @return completes when the item was handed to the client's connection; fails like a
	 * publish, or with the reason that ended the call
	 */
	default CompletableFuture<Void> send(String data) {
		return send(JoltMessage.of(topic(), data));
	}

	/**
	 * Sends an item with headers; otherwise like {@link #send(String)}.
	 * @param item the item; its topic is ignored
	 * @return completes when the item was handed to the client's connection
	 */
	CompletableFuture<Void> send(JoltMessage item);

	/**
	 * Sends all items of a publisher, as fast as the other side asks for them, then ends
	 * this side's stream, or fails the call if the publisher fails. Cancels the publisher
	 * if the call ends first.
	 * @param items the items
	 */
	void send(Flow.Publisher<JoltMessage> items);

	/**
	 * Ends this side's stream, after the items that still wait. Does nothing if it has
	 * ended.
	 */
	void end();

	/**
	 * Fails the call: the other side gets a {@link JoltReplyErrorException}. Does nothing
	 * if the call has ended.
	 * @param code a word of the application's, as in {@link JoltReplyException}
	 * @param text an explanation that is safe to show to the other side
	 */
	void fail(String code, String text);

	/**
	 * Cancels the call: neither side sends or receives any more. Does nothing if it has
	 * ended.
	 */
	void cancel();

	/**
	 * Reports the end of the call.
	 * @return completes when both directions have ended properly, and fails as
	 * {@code onError} of {@link #items()} does; cancelling it changes nothing
	 */
	CompletableFuture<Void> ended();

	/**
	 * Same as {@link #cancel()}.
	 */
	@Override
	default void close() {
		cancel();
	}

}
