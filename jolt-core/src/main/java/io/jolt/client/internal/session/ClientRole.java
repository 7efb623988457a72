package io.jolt.client.internal.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Conversation;
import io.jolt.client.internal.link.LinkAttempt;
import io.jolt.client.internal.link.LinkRole;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.internal.subscription.Subscriptions;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * The role of a client's own link: requests go out on it, and all subscriptions are
 * restored with it.
 */
final class ClientRole implements LinkRole {

	private final ClientContext context;

	private final Outbox outbox;

	private final Subscriptions subscriptions;

	// as last provided; written on the thread of an attempt, read by any
	private volatile List<JoltAddress> addresses = List.of();

	// what the last connection found out; guarded by the link
	private @Nullable BrokerProfile profile;

	ClientRole(ClientContext context, Outbox outbox, Subscriptions subscriptions) {
		this.context = context;
		this.outbox = outbox;
		this.subscriptions = subscriptions;
	}

	/**
	 * Where the client looks for a broker.
	 * @return the addresses as last provided
	 */
	List<String> servers() {
		return this.addresses.stream().map(JoltAddress::toString).toList();
	}

	@Override
	public List<JoltAddress> addresses(LinkAttempt attempt) {
		List<JoltAddress> asked = this.context.addresses();
		this.addresses = asked;
		return asked;
	}

	@Override
	public List<InetSocketAddress> resolve(JoltAddress address) {
		return this.context.resolve(address);
	}

	@Override
	public Conversation newConversation() {
		return this.subscriptions.newConversation();
	}

	@Override
	public void starting() {
		this.context.refusedCredentials().forget();
		this.outbox.start();
	}

	@Override
	public void abandoned(JoltException cause) {
		this.subscriptions.detach(cause);
	}

	@Override
	public void opened(BrokerConnection connection) {
		this.profile = connection.profile();
		this.outbox.open(connection);
	}

	@Override
	public boolean failed(JoltException cause, boolean persistent) {
		this.context.notifier().connectFailed(cause);
		if (!persistent) {
			this.outbox.stop("the client could not connect, and is stopped: " + cause.getMessage());
		}
		return persistent;
	}

	@Override
	public void lost(BrokerConnection connection, JoltException cause) {
		this.outbox.lost(connection);
		this.subscriptions.detach(cause);
		this.context.notifier().lost(cause);
	}

	@Override
	public void quitting(String why) {
		this.outbox.stop(why);
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.context.notifier().stateChanged(previous, current);
		if (current == ConnectionState.OPEN && this.profile != null) {
			this.context.notifier().opened(this.profile.info());
		}
	}

	/**
	 * Flushes what a connection has accepted, then ends it and those of the
	 * subscriptions; blocks.
	 * @param connection the connection, or {@code null} if there is none
	 * @param patience how long to wait at most
	 * @param cause why
	 */
	void farewell(@Nullable BrokerConnection connection, Duration patience, JoltException cause) {
		if (connection != null) {
			if (owesSomething(connection)) {
				flush(connection, patience);
			}
			connection.fail(cause);
		}
		this.subscriptions.end(cause);
	}

	// a request that completes when written may still be in transit
	private boolean owesSomething(BrokerConnection connection) {
		return this.outbox.unanswered() > 0 || !connection.acknowledgesPublishes();
	}

	// the answer to a last ping follows all others
	private void flush(BrokerConnection connection, Duration patience) {
		ControlRequest last = ControlRequest.ping(this.context.encoder().ping());
		if (!connection.sendElsewhere(List.of(last), () -> {
		})) {
			return;
		}
		try {
			last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// what was not answered ends with the connection
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
