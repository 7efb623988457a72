package io.jolt.client.internal.protocol;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The known fields of a line, and the kind of line they make it. Used for one line, by
 * one thread.
 */
final class FrameFields {

	private boolean hasTopic;

	// null if it is missing or not a string
	private @Nullable String topic;

	// null if it is missing
	private @Nullable String data;

	private Map<String, String> headers = Map.of();

	// null if it is missing or not a string
	private @Nullable String group;

	// null if it is missing or not a boolean
	private @Nullable Boolean ok;

	private @Nullable String error;

	private @Nullable String broker;

	private @Nullable Integer version;

	private Set<String> features = Set.of();

	private @Nullable Integer maxLine;

	private @Nullable String inbox;

	private @Nullable Integer subscribers;

	void topic(@Nullable String topic) {
		this.hasTopic = true;
		this.topic = topic;
	}

	void data(String data) {
		this.data = data;
	}

	void headers(Map<String, String> headers) {
		this.headers = headers;
	}

	void group(@Nullable String group) {
		this.group = group;
	}

	void ok(@Nullable Boolean ok) {
		this.ok = ok;
	}

	void error(@Nullable String error) {
		this.error = error;
	}

	void broker(@Nullable String broker) {
		this.broker = broker;
	}

	void version(@Nullable Integer version) {
		this.version = version;
	}

	void features(Set<String> features) {
		this.features = features;
	}

	void maxLine(@Nullable Integer maxLine) {
		this.maxLine = maxLine;
	}

	void inbox(@Nullable String inbox) {
		this.inbox = inbox;
	}

	void subscribers(@Nullable Integer subscribers) {
		this.subscribers = subscribers;
	}

	InboundFrame toFrame(int lineBytes) throws UnknownFrameException {
		if (this.hasTopic && this.data != null) {
			return delivery(this.data, lineBytes);
		}
		if (this.ok == null) {
			throw new UnknownFrameException("neither a message nor an answer");
		}
		if (!this.ok) {
			return Answer.error(this.error);
		}
		BrokerHello hello = hello();
		return (hello != null) ? new Answer(true, null, hello)
				: Answer.counted((this.subscribers != null) ? this.subscribers : Answer.NOT_COUNTED);
	}

	Delivery toDelivery(String dataBehind, int frameBytes) throws UnknownFrameException {
		if (!this.hasTopic || this.data != null) {
			throw new UnknownFrameException("not a message that is followed by its data");
		}
		return delivery(dataBehind, frameBytes);
	}

	private Delivery delivery(String text, int lineBytes) throws UnknownFrameException {
		if (this.topic == null) {
			throw new UnknownFrameException("a message whose topic is not a string");
		}
		return new Delivery(this.topic, text, this.headers, this.group, lineBytes);
	}

	private @Nullable BrokerHello hello() {
		if (this.broker == null || this.version == null) {
			return null;
		}
		int limit = (this.maxLine != null && this.maxLine > 0) ? this.maxLine : Integer.MAX_VALUE;
		String plausible = (this.inbox != null && BrokerHello.isInbox(this.inbox)) ? this.inbox : null;
		return new BrokerHello(this.broker, this.version, this.features, limit, plausible);
	}

}
