package io.jolt.client.internal.session;

import io.jolt.client.internal.protocol.WireText;

/**
 * What is subscribed to on the wire.
 *
 * @param topic the topic or pattern
 * @param pattern whether it is a pattern
 */
record WireKey(String topic, boolean pattern) {

	static WireKey of(ClientSubscription subscription) {
		return new WireKey(subscription.topic(), subscription.isPattern());
	}

	String describe() {
		return (this.pattern ? "pattern '" : "topic '") + WireText.sanitize(this.topic) + "'";
	}

}
