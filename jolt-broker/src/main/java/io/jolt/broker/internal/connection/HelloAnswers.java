package io.jolt.broker.internal.connection;

import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.Request;

/**
 * The answers to {@code hello}.
 */
final class HelloAnswers {

	private final int maxLineBytes;

	HelloAnswers(JoltBrokerOptions options) {
		this.maxLineBytes = options.maxLineBytes();
	}

	// for a client that must authenticate first, or for one that is let in
	Answer to(BrokerConnection connection, Request request) {
		return Answer.hello(BrokerVersion.NAME_AND_VERSION, this.maxLineBytes, connection.user() == null,
				request.isSizedDataKnown(), connection.inbox());
	}

}
