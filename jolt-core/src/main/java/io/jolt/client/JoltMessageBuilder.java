package io.jolt.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a message. Not safe for use by several threads.
 */
public final class JoltMessageBuilder {

	private final String topic;

	private String data = "";

	private final Map<String, String> headers = new LinkedHashMap<>();

	JoltMessageBuilder(String topic) {
		this.topic = Objects.requireNonNull(topic, "topic");
	}

	/**
	 * Sets the text.
	 * @param data the text, empty by default
	 * @return this builder
	 */
	public JoltMessageBuilder data(String data) {
		this.data = Objects.requireNonNull(data, "data");
		return this;
	}

	/**
	 * Sets the message's id.
	 * @param id at most 64 printable ASCII characters, or {@code null} for none
	 * @return this builder
	 * @throws IllegalArgumentException if it is not an id
	 */
	public JoltMessageBuilder id(@Nullable String id) {
		if (id != null && !JoltMessageHeaders.isId(id)) {
			throw new IllegalArgumentException("A message's id must have 1 to 64 printable ASCII characters");
		}
		return set(JoltMessageHeaders.ID, id);
	}

	/**
	 * Sets the message's type.
	 * @param type at most 128 characters, none of them a control character, or
	 * {@code null} for none
	 * @return this builder
	 * @throws IllegalArgumentException if it is not a type
	 */
	public JoltMessageBuilder type(@Nullable String type) {
		if (type != null && !JoltMessageHeaders.isType(type)) {
			throw new IllegalArgumentException(
					"A message's type must have 1 to 128 characters, none of them a control character");
		}
		return set(JoltMessageHeaders.TYPE, type);
	}

	/**
	 * Sets a header.
	 * @param name the name
	 * @param value the value
	 * @return this builder
	 */
	public JoltMessageBuilder header(String name, String value) {
		return set(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
	}

	/**
	 * Sets headers, in their order, beside those already set.
	 * @param headers the headers
	 * @return this builder
	 */
	public JoltMessageBuilder headers(Map<String, String> headers) {
		headers.forEach(this::header);
		return this;
	}

	private JoltMessageBuilder set(String name, @Nullable String value) {
		if (value != null) {
			this.headers.put(name, value);
		}
		else {
			this.headers.remove(name);
		}
		return this;
	}

	/**
	 * Creates the message.
	 * @return the message
	 */
	public JoltMessage build() {
		return new DefaultJoltMessage(this.topic, this.data, this.headers);
	}

}
