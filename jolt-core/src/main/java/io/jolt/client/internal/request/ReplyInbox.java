package io.jolt.client.internal.request;

import java.util.function.Predicate;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.PublishFields;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.spi.exchange.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * A connection's inbox. It is subscribed to just before the first request that is to be
 * answered there, which does not wait for the broker's answer. Safe for use by several
 * threads.
 */
public final class ReplyInbox {

	private final Inbox inbox;

	private final PublishFields fields;

	private final PublishFields compressedFields;

	// whether the subscription was enqueued; written under this lock, read by any thread
	private volatile boolean subscribed;

	// why answers cannot come, null while they can; written by the reader, read by any
	// thread
	private volatile @Nullable JoltException refusal;

	/**
	 * Creates a connection's inbox.
	 * @param topic the topic that only this connection may subscribe to
	 */
	public ReplyInbox(String topic) {
		this.inbox = new Inbox(topic);
		this.fields = PublishFields.request(topic, false);
		this.compressedFields = PublishFields.request(topic, true);
	}

	/**
	 * The inbox.
	 * @return always the same
	 */
	public Inbox inbox() {
		return this.inbox;
	}

	/**
	 * What is added to a request that is to be answered here.
	 * @param compressed whether its text is compressed
	 * @return the fields
	 */
	public PublishFields fields(boolean compressed) {
		return compressed ? this.compressedFields : this.fields;
	}

	/**
	 * Subscribes unless that was done: what the caller enqueues afterwards comes behind
	 * it.
	 * @param encoder writes the request
	 * @param enqueue enqueues it on the connection
	 */
	public void subscribe(RequestEncoder encoder, Predicate<Request<?>> enqueue) {
		if (this.subscribed) {
			return;
		}
		synchronized (this) {
			if (!this.subscribed) {
				ControlRequest request = new ControlRequest(encoder.subscribe(this.inbox.topic(), false, null),
						"subscription to the inbox");
				request.whenAnswered((answer) -> {
					if (!answer.ok()) {
						this.refusal = request.rejected(answer);
					}
				});
				this.subscribed = enqueue.test(request);
			}
		}
	}

	/**
	 * Why answers cannot come.
	 * @return the broker's refusal, or {@code null} if there was none
	 */
	public @Nullable JoltException refusal() {
		return this.refusal;
	}

}
