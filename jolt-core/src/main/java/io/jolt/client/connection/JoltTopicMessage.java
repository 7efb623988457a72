package io.jolt.client.connection;

import io.jolt.client.internal.protocol.WireText;

/**
 * A message that was published to a topic. Immutable.
 */
public final class JoltTopicMessage extends JoltResponse {

	private final String topic;

	private final String data;

	JoltTopicMessage(String rawLine, String topic, String data) {
		super(rawLine);
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
	 * @return the text, or the JSON text of data that is no string
	 */
	public String getData() {
		return this.data;
	}

	/**
	 * The message for a log.
	 * @return topic and data, escaped and truncated
	 */
	@Override
	public String toString() {
		return "JoltTopicMessage[topic=" + WireText.sanitize(this.topic) + ", data=" + WireText.sanitize(this.data)
				+ "]";
	}

}
