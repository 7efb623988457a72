package io.jolt.integration.docs.snippets;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What else the client without Spring can do.
 */
final class ClientGuide {

	private static final Logger logger = LoggerFactory.getLogger(ClientGuide.class);

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
	static JoltSubscription subscribe(JoltClient client) {
		SubscriptionOptions options = SubscriptionOptions.forTopics("orders.created", "orders.changed")
			.name("orders")
			.queueCapacity(1000)
			.overflow(OverflowPolicy.DROP_OLDEST)
			.build();
		JoltSubscription subscription = client.subscribe(options,
				(message) -> logger.info("{}: {}", message.topic(), message.data()));
		try {
			subscription.ready().join();
		}
		catch (CompletionException ex) {
			logger.error("Refused", subscription.failure());
		}
		return subscription;
	}
	// end::subscribe[]

	// tag::pull[]
	static void pull(JoltClient client) {
		SubscriptionOptions options = SubscriptionOptions.forPatterns("orders.*")
			.name("desk")
			.overflow(OverflowPolicy.BLOCK)
			.build();
		client.messages(options).subscribe(new OneByOne());
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
	static final class StateLog implements ConnectionListener {

		@Override
		public void onStateChanged(ConnectionState previous, ConnectionState current) {
			logger.info("The client is {}", current);
		}

		@Override
		public void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
				@Nullable JoltException cause) {
			logger.info("Subscription '{}' is {}", subscription.name(), state, cause);
		}

		@Override
		public void onError(JoltException error) {
			logger.warn("Jolt", error);
		}

	}
	// end::listener[]

	// tag::pull[]

	static final class OneByOne implements Flow.Subscriber<JoltMessage> {

		private Flow.@Nullable Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(JoltMessage message) {
			logger.info("{}", message.data());
			if (this.subscription != null) {
				this.subscription.request(1);
			}
		}

		@Override
		public void onError(Throwable failure) {
			logger.error("The subscription has failed", failure);
		}

		@Override
		public void onComplete() {
			logger.info("The client was closed");
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
