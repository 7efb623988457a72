package io.jolt.broker.internal.connection;

import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.security.User;
import org.jspecify.annotations.Nullable;

/**
 * The answers to {@code hello}.
 */
final class HelloAnswers {

	// by whether there is a user yet, and whether sized data are known
	private final Answer[][] answers = new Answer[2][2];

	HelloAnswers(JoltBrokerOptions options) {
		for (int known = 0; known < 2; known++) {
			for (int sized = 0; sized < 2; sized++) {
				this.answers[known][sized] = Answer.hello(BrokerVersion.NAME_AND_VERSION, options.maxLineBytes(),
						known == 0, sized == 1);
			}
		}
	}

	// for a client that must authenticate first, or for one that is let in
	Answer to(@Nullable User user, Request request) {
		return this.answers[(user != null) ? 1 : 0][request.isSizedDataKnown() ? 1 : 0];
	}

}
