package io.jolt.client.connection;

import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * Asks for no more messages of a topic. Immutable.
 */
public final class JoltUnsubscribeRequest extends JoltRequest {

	private final String topic;

	/**
	 * Creates a request.
	 * @param topic the topic
	 */
	public JoltUnsubscribeRequest(String topic) {
		super("unsub");
		this.topic = topic;
	}

	/**
	 * The topic.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	@Override
	byte[] encode(RequestEncoder encoder) {
		return encoder.unsubscribe(this.topic, false);
	}

	@Override
	public String toString() {
		return "JoltUnsubscribeRequest[topic=" + this.topic + "]";
	}

}
