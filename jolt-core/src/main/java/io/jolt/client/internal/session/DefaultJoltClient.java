package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;

/**
 * The client as its users see it.
 */
final class DefaultJoltClient implements JoltClient {

	// how long threads have to end when the client is closed, before and after they are
	// interrupted
	private static final Duration THREADS_GRACE = Duration.ofSeconds(2);

	private static final long MAX_PING_NANOS = Duration.ofDays(365).toNanos();

	private final ClientContext context;

	private final Session session;

	private final long requestTimeoutNanos;

	DefaultJoltClient(ClientContext context) {
		this.context = context;
		this.session = new Session(context);
		this.requestTimeoutNanos = context.options().requestTimeout().toNanos();
	}

	Session session() {
		return this.session;
	}

	@Override
	public void connect() {
		try {
			this.session.connect().get();
			this.context.awaitCompletions();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof JoltException cause) ? cause
					: new JoltException("The client could not connect: " + ex.getCause(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JoltException("The thread was interrupted while it waited for the client to open", ex);
		}
	}

	@Override
	public void start() {
		this.session.start(true);
	}

	@Override
	public void stop() {
		this.session.stop();
		this.context.awaitCompletions();
	}

	@Override
	public void close() {
		this.session.close();
		// before the threads go: a dependent that blocks must not keep others from theirs
		this.context.awaitCompletions();
		this.context.threads().shutdown(THREADS_GRACE);
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message) {
		return publish(message, Set.of());
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message, Set<String> optionalHeaders) {
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(optionalHeaders, "optionalHeaders");
		PublishRequest request;
		try {
			request = new PublishRequest(message, optionalHeaders, deadline());
		}
		catch (RuntimeException ex) {
			return notEncoded(ex);
		}
		return publish(request);
	}

	@Override
	public CompletableFuture<PublishResult> publish(String topic, String data) {
		return publish(new PublishRequest(Objects.requireNonNull(topic, "topic"), Objects.requireNonNull(data, "data"),
				deadline()));
	}

	private CompletableFuture<PublishResult> publish(PublishRequest request) {
		try {
			this.session.outbox().publish(request);
			return request;
		}
		catch (JoltNotSentException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		catch (RuntimeException ex) {
			return notEncoded(ex);
		}
	}

	// such as a message of the user's own class, which may throw anything
	private static CompletableFuture<PublishResult> notEncoded(RuntimeException cause) {
		return CompletableFuture.failedFuture(
				new JoltNotSentException("The message was not sent, for it cannot be encoded: " + cause, cause));
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return pingWithin(this.requestTimeoutNanos, "the request time-out");
	}

	@Override
	public CompletableFuture<Duration> ping(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The time limit of a ping must be positive, not " + timeout);
		}
		return pingWithin(TimeUnit.NANOSECONDS.convert(timeout), "the ping's time limit");
	}

	private CompletableFuture<Duration> pingWithin(long timeoutNanos, String timeLimit) {
		// what is longer cannot be compared with other moments
		long deadline = this.context.nanoTime() + Math.min(timeoutNanos, MAX_PING_NANOS);
		PingRequest request = new PingRequest(this.context.encoder().ping(), deadline, timeLimit);
		this.session.outbox().submit(request);
		return request;
	}

	private long deadline() {
		return this.context.nanoTime() + this.requestTimeoutNanos;
	}

	@Override
	public JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		Objects.requireNonNull(options, "options");
		Objects.requireNonNull(listener, "listener");
		return this.session.subscriptions().subscribe(options, listener);
	}

	@Override
	public ClientStatus status() {
		return this.session.status();
	}

	@Override
	public void addConnectionListener(ConnectionListener listener) {
		this.context.notifier().add(Objects.requireNonNull(listener, "listener"));
	}

	@Override
	public void removeConnectionListener(ConnectionListener listener) {
		this.context.notifier().remove(listener);
	}

	@Override
	public String toString() {
		return "JoltClient[" + this.context.options().name() + ", " + state() + "]";
	}

}
