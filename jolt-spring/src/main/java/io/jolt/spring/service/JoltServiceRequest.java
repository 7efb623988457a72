package io.jolt.spring.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a call of an interface's method sends. Not safe for use by several threads.
 */
public final class JoltServiceRequest {

	private final String topic;

	private @Nullable Object payload;

	private final Map<String, Object> headers = new LinkedHashMap<>();

	JoltServiceRequest(String topic) {
		this.topic = topic;
	}

	/**
	 * The topic.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * Sets the payload.
	 * @param payload the payload, or {@code null} to send an empty text
	 */
	public void setPayload(@Nullable Object payload) {
		this.payload = payload;
	}

	/**
	 * The payload.
	 * @return the payload, or {@code null} if none was set
	 */
	public @Nullable Object getPayload() {
		return this.payload;
	}

	/**
	 * Sets a header. It replaces one of that name.
	 * @param name the name
	 * @param value the value, or {@code null} to send no such header
	 */
	public void setHeader(String name, @Nullable Object value) {
		Assert.hasText(name, "name must not be blank");
		if (value != null) {
			this.headers.put(name, value);
		}
		else {
			this.headers.remove(name);
		}
	}

	/**
	 * The headers.
	 * @return an unmodifiable view
	 */
	public Map<String, Object> getHeaders() {
		return Collections.unmodifiableMap(this.headers);
	}

}
