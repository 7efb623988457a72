package io.jolt.client.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.exchange.ExchangeTransport;
import io.jolt.client.spi.exchange.Inbox;

/**
 * Publishes requests, replies and calls to the broker in memory.
 */
final class InMemoryExchangeTransport implements ExchangeTransport {

	private final InMemoryJoltClient client;

	private final Executor threads;

	private final Deadlines deadlines;

	InMemoryExchangeTransport(InMemoryJoltClient client, Executor threads) {
		this.client = client;
		this.threads = threads;
		this.deadlines = new Deadlines(System::nanoTime, (task, delayNanos) -> {
			CompletableFuture<Void> timer = CompletableFuture.runAsync(task,
					CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, threads));
			return () -> timer.cancel(false);
		});
	}

	@Override
	public CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options, Consumer<Inbox> sending) {
		return this.client.ask(message, options, sending);
	}

	@Override
	public CompletableFuture<PublishResult> send(JoltMessage message, PublishOptions options) {
		return this.client.publishAsItIs(message, options);
	}

	@Override
	public Executor completions() {
		return this.client::complete;
	}

	@Override
	public Executor threads() {
		return this.threads;
	}

	@Override
	public Deadlines deadlines() {
		return this.deadlines;
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

}
