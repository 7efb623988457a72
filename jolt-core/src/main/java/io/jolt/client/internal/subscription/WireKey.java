package io.jolt.client.internal.subscription;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.Failures;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is subscribed to on the wire.
 *
 * @param topic the topic or pattern
 * @param pattern whether it is a pattern
 * @param group the group that shares its messages, or {@code null} for none
 */
record WireKey(String topic, boolean pattern, @Nullable String group) {

	/**
	 * The request that subscribes.
	 * @param encoder writes it
	 * @param profile what is known about the broker, or {@code null} if nothing is
	 * @param address the broker's
	 * @return the request
	 * @throws JoltException if the broker does not support this
	 */
	ControlRequest subscribe(RequestEncoder encoder, @Nullable BrokerProfile profile, JoltAddress address) {
		if (this.pattern && (profile == null || !profile.knowsPatterns())) {
			throw Failures.patternsUnknown(address, describe());
		}
		if (this.group != null && (profile == null || !profile.knowsGroups())) {
			throw Failures.groupsUnknown(address, describe());
		}
		return new ControlRequest(encoder.subscribe(this.topic, this.pattern, this.group),
				"subscription to " + describe());
	}

	/**
	 * The request that unsubscribes.
	 * @param encoder writes it
	 * @return the request
	 * @throws JoltNotSentException never, if it could be subscribed to
	 */
	ControlRequest unsubscribe(RequestEncoder encoder) {
		return new ControlRequest(encoder.unsubscribe(this.topic, this.pattern, this.group),
				"end of the subscription to " + describe());
	}

	String describe() {
		return (this.pattern ? "pattern '" : "topic '") + WireText.sanitize(this.topic) + "'"
				+ ((this.group != null) ? " in group '" + WireText.sanitize(this.group) + "'" : "");
	}

}
