package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Lets a connection get rid of what it has accepted before it is closed.
 */
final class FinalFlush {

	private final ClientContext context;

	private final Outbox outbox;

	FinalFlush(ClientContext context, Outbox outbox) {
		this.context = context;
		this.outbox = outbox;
	}

	/**
	 * Waits for the answers to all that was sent: that to a last ping follows all others.
	 * @param connection the connection, or {@code null} if there is none
	 * @param patience how long to wait at most
	 */
	void await(@Nullable BrokerConnection connection, Duration patience) {
		if (connection == null || !owesSomething(connection)) {
			return;
		}
		ControlRequest last = ControlRequest.ping(this.context.encoder().ping());
		if (!connection.enqueue(last)) {
			return;
		}
		connection.flushElsewhere();
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

	// what is complete when it is written may still be on its way
	private boolean owesSomething(BrokerConnection connection) {
		BrokerProfile profile = connection.profile();
		return this.outbox.unanswered() > 0 || profile == null || !profile.acknowledgesPublishes();
	}

}
