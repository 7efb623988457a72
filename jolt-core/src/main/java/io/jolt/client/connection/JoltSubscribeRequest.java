package io.jolt.client.connection;

import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * Asks for the messages of a topic. Immutable.
 */
public final class JoltSubscribeRequest extends JoltRequest {

	private final String topic;

	/**
	 * Creates a request.
	 * @param topic the topic
	 */
	public JoltSubscribeRequest(String topic) {
		super("sub");
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
		return encoder.subscribe(this.topic, false);
	}

	@Override
	public String toString() {
		return "JoltSubscribeRequest[topic=" + this.topic + "]";
	}

}
