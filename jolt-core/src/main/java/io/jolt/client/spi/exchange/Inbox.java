package io.jolt.client.spi.exchange;

/**
 * Where answers reach a client: one object for each connection, whose end is also the
 * inbox's. Compared by identity.
 */
public final class Inbox {

	private final String topic;

	/**
	 * Creates an inbox.
	 * @param topic its topic, which others publish answers to
	 */
	public Inbox(String topic) {
		this.topic = topic;
	}

	/**
	 * The topic that others publish answers to.
	 * @return the topic
	 */
	public String topic() {
		return this.topic;
	}

	@Override
	public String toString() {
		return this.topic;
	}

}
