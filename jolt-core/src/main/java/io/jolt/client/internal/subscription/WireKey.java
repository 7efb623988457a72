package io.jolt.client.internal.subscription;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.link.Failures;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.tcp.JoltAddress;

/**
 * What is subscribed to on the wire.
 *
 * @param topic the topic or pattern
 * @param pattern whether it is a pattern
 */
record WireKey(String topic, boolean pattern) {

	/**
	 * The request that subscribes.
	 * @param encoder writes it
	 * @param patternsKnown whether the broker knows patterns
	 * @param address the broker's
	 * @return the request
	 * @throws JoltException if the broker does not support this
	 */
	ControlRequest subscribe(RequestEncoder encoder, boolean patternsKnown, JoltAddress address) {
		if (this.pattern && !patternsKnown) {
			throw Failures.patternsUnknown(address, describe());
		}
		return new ControlRequest(encoder.subscribe(this.topic, this.pattern), "subscription to " + describe());
	}

	/**
	 * The request that unsubscribes.
	 * @param encoder writes it
	 * @return the request
	 * @throws JoltNotSentException never, if it could be subscribed to
	 */
	ControlRequest unsubscribe(RequestEncoder encoder) {
		return new ControlRequest(encoder.unsubscribe(this.topic, this.pattern),
				"end of the subscription to " + describe());
	}

	String describe() {
		return (this.pattern ? "pattern '" : "topic '") + WireText.sanitize(this.topic) + "'";
	}

}
