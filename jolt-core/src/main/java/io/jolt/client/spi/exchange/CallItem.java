package io.jolt.client.spi.exchange;

import java.util.Map;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;

/**
 * An item of a call as its subscriber sees it: without what belongs to its frame, so that
 * it can be sent on. Its text is decoded when it is needed, not on the thread that reads.
 */
final class CallItem implements JoltMessage {

	private final String topic;

	private final JoltMessage frame;

	private final Map<String, String> headers;

	CallItem(String topic, JoltMessage frame) {
		this.topic = topic;
		this.frame = frame;
		this.headers = JoltMessageHeaders.withoutReserved(frame.headers());
	}

	@Override
	public String topic() {
		return this.topic;
	}

	@Override
	public String data() {
		return this.frame.data();
	}

	@Override
	public Map<String, String> headers() {
		return this.headers;
	}

	@Override
	public String toString() {
		return "CallItem[" + this.topic + "]";
	}

}
