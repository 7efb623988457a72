package io.jolt.broker.internal.connection;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.security.Authenticator;
import io.jolt.broker.internal.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Has passwords checked and answers afterwards, not before the delays that slow down
 * guessing. Until then the connection's later requests wait.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class Authentication {

	private static final Answer FAILED = Answer.error(ErrorCode.AUTH_FAILED);

	private static final Answer BUSY = Answer.error(ErrorCode.TIMEOUT, "too many authentications are under way");

	private final ServerContext server;

	private final long failureDelayNanos;

	private final long throttleDelayNanos;

	Authentication(ServerContext server) {
		this.server = server;
		this.failureDelayNanos = server.options().authenticationFailureDelay().toNanos();
		this.throttleDelayNanos = server.options().throttleDelay().toNanos();
	}

	// begins with a request. On the connection's event loop.
	void begin(Request request, BrokerConnection connection) {
		Authenticator authenticator = this.server.authenticator();
		String name = request.user();
		String password = request.password();
		if (authenticator == null || name == null || password == null) {
			connection.answer(Answer.OK);
			return;
		}
		long startNanos = System.nanoTime();
		boolean throttled = this.server.throttle().isThrottled(connection.address());
		connection.setAuthenticating(true);
		User remembered = authenticator.remembered(name, password);
		if (remembered != null) {
			answerLater(connection, remembered, startNanos, throttled);
		}
		else {
			authenticator.check(name, password, connection.address(), new Authenticator.Listener() {

				@Override
				public boolean isWanted() {
					return connection.channel().isActive();
				}

				@Override
				public void checked(@Nullable User user) {
					answerLater(connection, user, startNanos, throttled);
				}

				@Override
				public void givenUp() {
					later(connection, 0, () -> giveUp(connection));
				}

			});
		}
	}

	private void giveUp(BrokerConnection connection) {
		connection.close(BUSY, Refusal.AUTHENTICATION_BUSY, "too many authentications are under way");
		connection.loop().flusher.flush();
	}

	// on any thread
	private void answerLater(BrokerConnection connection, @Nullable User user, long startNanos, boolean throttled) {
		if (user == null) {
			this.server.throttle().failed(connection.address());
		}
		long earliestNanos = startNanos + ((user != null) ? 0 : this.failureDelayNanos);
		long delayNanos = Math.max(0, earliestNanos - System.nanoTime()) + (throttled ? this.throttleDelayNanos : 0);
		later(connection, delayNanos, () -> answer(connection, user));
	}

	private static void later(BrokerConnection connection, long delayNanos, Runnable task) {
		try {
			connection.channel().eventLoop().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// the broker has stopped meanwhile, and with it the connection
		}
	}

	private void answer(BrokerConnection connection, @Nullable User user) {
		if (connection.isClosing()) {
			return;
		}
		if (user == null) {
			connection.close(FAILED, Refusal.AUTHENTICATION, "authentication failed");
		}
		else {
			connection.authenticated(user);
			connection.answer(Answer.OK);
			connection.setAuthenticating(false);
		}
		connection.loop().flusher.flush();
	}

}
