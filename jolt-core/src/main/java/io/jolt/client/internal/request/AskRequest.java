package io.jolt.client.internal.request;

import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishOptions;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.internal.protocol.PublishFields;
import io.jolt.client.spi.exchange.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * A publish that is to be answered at the inbox of the connection that takes it.
 */
public final class AskRequest extends PublishRequest {

	private final Consumer<Inbox> sending;

	// of the connection that took it, null if none did; written before it is enqueued,
	// read by the completing thread
	private @Nullable ReplyInbox inbox;

	/**
	 * Creates a request.
	 * @param message what to publish
	 * @param options name the headers that must not prevent it from being sent
	 * @param deadlineNanos when it fails at the latest
	 * @param sending receives the inbox of the connection that takes it, before it can be
	 * written there
	 */
	public AskRequest(JoltMessage message, PublishOptions options, long deadlineNanos, Consumer<Inbox> sending) {
		super(message, options, deadlineNanos);
		this.sending = sending;
	}

	@Override
	public boolean asks() {
		return true;
	}

	/**
	 * A connection takes it: its answer will come there.
	 * @param taking the inbox of that connection, which was subscribed to
	 */
	public void askedOn(ReplyInbox taking) {
		this.inbox = taking;
		this.sending.accept(taking.inbox());
	}

	@Override
	PublishFields waitingFields() {
		return isCompressed() ? PublishFields.LONGEST_COMPRESSED_REQUEST : PublishFields.LONGEST_REQUEST;
	}

	@Override
	public int slackBytes() {
		PublishFields added = added();
		return (added == PublishFields.LONGEST_REQUEST || added == PublishFields.LONGEST_COMPRESSED_REQUEST)
				? BrokerHello.MAX_INBOX_CHARS - 1 : 0;
	}

	@Override
	@Nullable JoltException failureOfAccepted() {
		JoltException refusal = (this.inbox != null) ? this.inbox.refusal() : null;
		return (refusal != null) ? new JoltOutcomeUnknownException("The outcome of the " + describe()
				+ " is not known because it was sent, and the broker lets no reply come back: " + refusal.getMessage(),
				refusal) : null;
	}

}
