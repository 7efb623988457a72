package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.jolt.client.CallOptions;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Link;
import io.jolt.client.internal.protocol.HeaderLimits;
import io.jolt.client.internal.request.PingRequest;
import io.jolt.client.internal.subscription.ClientSubscription;
import io.jolt.client.internal.subscription.Subscriptions;
import io.jolt.client.spi.exchange.ExchangeTransport;
import io.jolt.client.spi.exchange.Exchanges;
import org.jspecify.annotations.Nullable;

/**
 * The client that users see.
 */
final class DefaultJoltClient implements JoltClient {

	// how long threads have to end on close, before and after they are interrupted
	private static final Duration THREADS_GRACE = Duration.ofSeconds(2);

	// how long a close waits to flush what was accepted
	private static final Duration CLOSE_FLUSH = Duration.ofSeconds(1);

	private final ClientContext context;

	private final Outbox outbox;

	private final Publisher publisher;

	private final ExchangeTransport transport;

	private final Exchanges exchanges;

	private final Subscriptions subscriptions;

	private final ClientRole role;

	private final Link link;

	DefaultJoltClient(ClientContext context) {
		this.context = context;
		this.outbox = new Outbox(context);
		this.publisher = new Publisher(context, this.outbox);
		this.transport = new TcpExchangeTransport(context, this.publisher);
		this.exchanges = new Exchanges(this.transport, context.options().exchanges());
		this.subscriptions = new Subscriptions(context, this.exchanges);
		this.role = new ClientRole(context, this.outbox, this.subscriptions);
		this.link = new Link(context, this.role);
	}

	Outbox outbox() {
		return this.outbox;
	}

	ExchangeTransport exchangeTransport() {
		return this.transport;
	}

	@Override
	public void connect() {
		try {
			CompletableFuture<Void> opening = this.link.open(false);
			if (this.context.refusedCredentials().isExhausted()) {
				this.context.refusedCredentials().allowOneMore();
				this.link.retryNow();
				this.subscriptions.retryNow();
			}
			opening.get();
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
	@SuppressWarnings("FutureReturnValueIgnored") // nothing waits for it
	public void start() {
		this.link.open(true);
	}

	@Override
	public void setStarter(@Nullable Runnable starter) {
		this.outbox.starter(starter);
	}

	@Override
	public void stop() {
		this.link.stop("the client is stopped", (connection) -> this.role.farewell(connection,
				this.context.options().requestTimeout(), new JoltException("The client was stopped")));
		this.context.awaitCompletions();
	}

	@Override
	public void close() {
		this.link.close("the client is closed", (connection) -> {
			this.context.calls().close();
			this.role.farewell(connection, CLOSE_FLUSH, new JoltException("The client was closed"));
			this.subscriptions.close();
			this.exchanges.close();
		});
		// before the threads end: a blocking dependent must not hold up the others
		this.context.awaitCompletions();
		this.context.threads().shutdown(THREADS_GRACE);
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options) {
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(options, "options");
		return this.publisher.publish(message, options);
	}

	@Override
	public CompletableFuture<PublishResult> publish(String topic, String data) {
		return this.publisher.publish(Objects.requireNonNull(topic, "topic"), Objects.requireNonNull(data, "data"));
	}

	@Override
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		return this.exchanges.request(message, options);
	}

	@Override
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		return this.exchanges.call(first, options);
	}

	@Override
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		return this.exchanges.reply(request, reply);
	}

	@Override
	public JoltCall accept(JoltMessage open, CallOptions options) {
		return this.exchanges.accept(open, options);
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return ping(this.publisher.deadline(), "the request time-out");
	}

	@Override
	public CompletableFuture<Duration> ping(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The time limit of a ping must be positive, not " + timeout);
		}
		return ping(this.publisher.deadlineAfter(timeout), "the ping's time limit");
	}

	private PingRequest ping(long deadlineNanos, String timeLimit) {
		PingRequest request = new PingRequest(this.context.encoder().ping(), deadlineNanos, timeLimit);
		this.outbox.submit(request);
		return request;
	}

	// a ping has its answer, or fails, after all that was submitted before it, unless its
	// own time is over first
	@Override
	public CompletableFuture<Void> flush() {
		if (this.outbox.isUntouched()) {
			return CompletableFuture.completedFuture(null);
		}
		// which would end the marker's wait for room, but nothing that was published
		boolean interrupted = Thread.interrupted();
		try {
			PingRequest marker = ping(this.publisher.latestDeadline(), "the request time-out");
			return marker.handle((roundTrip, failure) -> null);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		Objects.requireNonNull(options, "options");
		Objects.requireNonNull(listener, "listener");
		return this.subscriptions.subscribe(options, listener);
	}

	@Override
	public ClientStatus status() {
		return this.link.look(this::status);
	}

	private ClientStatus status(ConnectionState state, @Nullable BrokerConnection connection) {
		BrokerProfile profile = (connection != null) ? connection.profile() : null;
		List<ClientSubscription> all = this.subscriptions.all().toList();
		int waiting = 0;
		int reconnecting = 0;
		int refused = 0;
		JoltException failure = this.link.failure();
		for (ClientSubscription subscription : all) {
			SubscriptionState current = subscription.state();
			waiting += (current != SubscriptionState.ACTIVE) ? 1 : 0;
			reconnecting += (current == SubscriptionState.RECONNECTING) ? 1 : 0;
			refused += (current == SubscriptionState.REFUSED) ? 1 : 0;
			failure = (failure != null) ? failure : subscription.failure();
		}
		return new ClientStatus(state, this.role.servers(), this.context.options().brokerName(),
				(profile != null) ? profile.info() : null, HeaderLimits.withLine(maxLineBytes(profile)), all.size(),
				waiting, reconnecting, refused, this.subscriptions.unclaimedDeliveries(), this.exchanges.status(),
				failure);
	}

	private int maxLineBytes(@Nullable BrokerProfile profile) {
		int own = this.context.options().maxLineBytes();
		return (profile != null) ? Math.min(own, profile.maxLineBytes()) : own;
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
