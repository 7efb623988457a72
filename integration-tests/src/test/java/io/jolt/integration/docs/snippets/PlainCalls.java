package io.jolt.integration.docs.snippets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;

/**
 * Calls without Spring.
 */
final class PlainCalls {

	private PlainCalls() {
	}

	// tag::accept[]
	static JoltSubscription serve(JoltClient client) {
		SubscriptionOptions options = SubscriptionOptions.forTopic("countdown").build();
		return client.respond(options, (delivery) -> {
			if (!delivery.isCall()) {
				throw new JoltReplyException("call_required", "The answer is a stream");
			}
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			try (SubmissionPublisher<JoltMessage> numbers = new SubmissionPublisher<>()) {
				call.send(numbers);
				for (int i = Integer.parseInt(delivery.message().data()); i > 0; i--) {
					// blocks while the caller is slower
					numbers.submit(JoltMessage.of(call.topic(), String.valueOf(i)));
				}
			}
		});
	}
	// end::accept[]

	// tag::call[]
	static List<String> countDown(JoltClient client, int from) {
		JoltMessage first = JoltMessage.of("countdown", String.valueOf(from));
		Texts texts = new Texts();
		try (JoltCall call = client.call(first, CallOptions.DEFAULT.withWindow(16)).join()) {
			call.items().subscribe(texts);
			return texts.all.join();
		}
	}

	static final class Texts implements Flow.Subscriber<JoltMessage> {

		private final List<String> received = new ArrayList<>();

		final CompletableFuture<List<String>> all = new CompletableFuture<>();

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(JoltMessage item) {
			this.received.add(item.data());
		}

		@Override
		public void onError(Throwable failure) {
			// what was received may be only a part
			this.all.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			// nothing is missing
			this.all.complete(this.received);
		}

	}
	// end::call[]

}
