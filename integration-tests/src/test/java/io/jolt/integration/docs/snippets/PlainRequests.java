package io.jolt.integration.docs.snippets;

import java.time.Duration;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;

/**
 * Requests without Spring.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class PlainRequests {

	private PlainRequests() {
	}

	// tag::respond[]
	static JoltSubscription answer(JoltClient client) {
		SubscriptionOptions options = SubscriptionOptions.forTopic("prices").group("warehouse").build();
		return client.respond(options, (delivery) -> {
			if (delivery.message().data().isBlank()) {
				throw new JoltReplyException("no_item", "Which item?");
			}
			// or later, from any thread
			delivery.reply("120");
		});
	}
	// end::respond[]

	// tag::request[]
	static String ask(JoltClient client, String item) {
		JoltReply reply = client.request(JoltMessage.of("prices", item), Duration.ofSeconds(2)).join();
		return reply.status() + ": " + reply.data();
	}
	// end::request[]

}
