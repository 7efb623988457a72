package io.jolt.broker.internal.connection;

import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.internal.protocol.Answer;

/**
 * What {@code hello} is answered.
 *
 * @param toUnknown to somebody who has to authenticate first
 * @param toKnown to everybody else
 */
record HelloAnswers(Answer toUnknown, Answer toKnown) {

	static HelloAnswers of(JoltBrokerOptions options) {
		return new HelloAnswers(Answer.hello(BrokerVersion.NAME_AND_VERSION, options.maxLineBytes(), true),
				Answer.hello(BrokerVersion.NAME_AND_VERSION, options.maxLineBytes(), false));
	}

}
