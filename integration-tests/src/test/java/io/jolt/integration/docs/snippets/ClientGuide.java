package io.jolt.integration.docs.snippets;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.connection.JoltConfig;
import io.jolt.client.connection.JoltConnection;
import io.jolt.client.connection.JoltErrorResponse;
import io.jolt.client.connection.JoltMessageHandler;
import io.jolt.client.connection.JoltTopicMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What else the client without Spring can do.
 */
final class ClientGuide {

	private ClientGuide() {
	}

	static JoltClient build(String url) {
		// tag::build[]
		JoltClient client = JoltClientBuilder.create().url(url).name("order-desk").daemonThreads(false).build();
		client.start();
		// end::build[]
		return client;
	}

	// tag::subscribe[]
	static JoltSubscription subscribe(JoltClient client, Queue<String> heard) {
		SubscriptionOptions options = SubscriptionOptions.forTopics("orders.created", "orders.changed")
			.name("orders")
			.queueCapacity(1000)
			.overflow(OverflowPolicy.DROP_OLDEST)
			.build();
		JoltSubscription subscription = client.subscribe(options, (message) -> heard.add(message.data()));
		try {
			subscription.ready().join();
		}
		catch (CompletionException ex) {
			heard.add("refused: " + subscription.failure());
		}
		return subscription;
	}
	// end::subscribe[]

	// tag::pull[]
	static void pull(JoltClient client, Queue<String> handled) {
		SubscriptionOptions options = SubscriptionOptions.forPatterns("orders.*")
			.name("desk")
			.overflow(OverflowPolicy.BLOCK)
			.build();
		client.messages(options).subscribe(new OneByOne(handled));
	}
	// end::pull[]

	// tag::line[]
	static String stats(int port) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		try (JoltConnection connection = new JoltConnection(new JoltConfig("localhost", port), new FirstLine(answer))) {
			connection.connect();
			connection.send("{\"op\":\"stats\"}");
			return answer.join();
		}
	}
	// end::line[]

	// tag::listener[]
	record StateLog(Queue<String> lines) implements ConnectionListener {

		@Override
		public void onStateChanged(ConnectionState previous, ConnectionState current) {
			this.lines.add("client " + current);
		}

		@Override
		public void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
				@Nullable JoltException cause) {
			this.lines.add(subscription.name() + " " + state);
		}

		@Override
		public void onError(JoltException error) {
			this.lines.add(String.valueOf(error.getMessage()));
		}

	}
	// end::listener[]

	// tag::pull[]

	static final class OneByOne implements Flow.Subscriber<JoltMessage> {

		private final Queue<String> handled;

		private Flow.@Nullable Subscription subscription;

		OneByOne(Queue<String> handled) {
			this.handled = handled;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(JoltMessage message) {
			this.handled.add(message.data());
			if (this.subscription != null) {
				this.subscription.request(1);
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.handled.add("failed: " + failure.getMessage());
		}

		@Override
		public void onComplete() {
			this.handled.add("closed");
		}

	}
	// end::pull[]

	// tag::line[]

	record FirstLine(CompletableFuture<String> answer) implements JoltMessageHandler {

		@Override
		public void onOk(String rawLine) {
			this.answer.complete(rawLine);
		}

		@Override
		public void onError(JoltErrorResponse error, String rawLine) {
			this.answer.complete(rawLine);
		}

		@Override
		public void onTopicMessage(JoltTopicMessage message, String rawLine) {
			// nothing was subscribed to
		}

		@Override
		public void onDisconnected(@Nullable Throwable cause) {
			this.answer.completeExceptionally(new IllegalStateException("The connection has ended", cause));
		}

	}
	// end::line[]

}
