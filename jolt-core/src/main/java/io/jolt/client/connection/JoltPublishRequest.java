package io.jolt.client.connection;

import java.util.Map;

import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * Publishes a text to a topic. Immutable.
 */
public final class JoltPublishRequest extends JoltRequest {

	private final String topic;

	private final String data;

	/**
	 * Creates a request.
	 * @param topic the topic
	 * @param data the text
	 */
	public JoltPublishRequest(String topic, String data) {
		super("pub");
		this.topic = topic;
		this.data = data;
	}

	/**
	 * The topic.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * The text.
	 * @return the text
	 */
	public String getData() {
		return this.data;
	}

	@Override
	byte[] encode(RequestEncoder encoder) {
		return encoder.publish(this.topic, this.data, Map.of());
	}

	@Override
	public String toString() {
		return "JoltPublishRequest[topic=" + this.topic + ", data=" + this.data + "]";
	}

}
