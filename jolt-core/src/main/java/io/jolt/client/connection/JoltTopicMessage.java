package io.jolt.client.connection;

import java.util.Map;

import io.jolt.client.internal.protocol.JsonObjectReader;
import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published to a topic. Immutable.
 */
public final class JoltTopicMessage {

	private final String rawLine;

	private final String topic;

	private final String data;

	JoltTopicMessage(String rawLine, String topic, String data) {
		this.rawLine = rawLine;
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
	 * @return the text, or the JSON text of data that is not a string
	 */
	public String getData() {
		return this.data;
	}

	/**
	 * The line as received.
	 * @return the line without its end
	 */
	public String getRawLine() {
		return this.rawLine;
	}

	/**
	 * All fields of the line, including unknown ones. Parsed on each call.
	 * @return the fields in their order: strings, numbers, booleans, lists, maps, nulls
	 */
	public Map<String, @Nullable Object> getRaw() {
		return JsonObjectReader.read(this.rawLine);
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
