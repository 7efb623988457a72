package io.jolt.client.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.exchange.ExchangeTransport;
import io.jolt.client.spi.exchange.Inbox;

/**
 * Publishes requests, replies and the frames of calls on the client's own link.
 */
final class TcpExchangeTransport implements ExchangeTransport {

	private final ClientContext context;

	private final Publisher publisher;

	TcpExchangeTransport(ClientContext context, Publisher publisher) {
		this.context = context;
		this.publisher = publisher;
	}

	@Override
	public CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options, Consumer<Inbox> sending) {
		return this.publisher.ask(message, options, sending);
	}

	@Override
	public CompletableFuture<PublishResult> send(JoltMessage message, PublishOptions options) {
		return this.publisher.send(message, options);
	}

	@Override
	public Executor completions() {
		return this.context.completions()::add;
	}

	@Override
	public Executor threads() {
		return this.context.threads();
	}

	@Override
	public Deadlines deadlines() {
		return this.context.deadlines();
	}

	@Override
	public long nanoTime() {
		return this.context.nanoTime();
	}

}
