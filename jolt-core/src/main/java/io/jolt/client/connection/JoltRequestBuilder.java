package io.jolt.client.connection;

import io.jolt.client.JoltException;

/**
 * Makes the lines of requests, each with its LF. Whatever is outside ASCII is escaped. A
 * text with a lone surrogate is refused with a {@link JoltException}.
 */
public final class JoltRequestBuilder {

	private JoltRequestBuilder() {
	}

	/**
	 * Authenticates.
	 * @param username the user's name
	 * @param password the password
	 * @return the line
	 */
	public static String auth(String username, String password) {
		return new JoltAuthRequest(username, password).toLine();
	}

	/**
	 * Subscribes.
	 * @param topic the topic
	 * @return the line
	 */
	public static String subscribe(String topic) {
		return new JoltSubscribeRequest(topic).toLine();
	}

	/**
	 * Unsubscribes.
	 * @param topic the topic
	 * @return the line
	 */
	public static String unsubscribe(String topic) {
		return new JoltUnsubscribeRequest(topic).toLine();
	}

	/**
	 * Publishes.
	 * @param topic the topic
	 * @param data the text
	 * @return the line
	 */
	public static String publish(String topic, String data) {
		return new JoltPublishRequest(topic, data).toLine();
	}

	/**
	 * Asks for a sign of life.
	 * @return the line
	 */
	public static String ping() {
		return new JoltPingRequest().toLine();
	}

}
