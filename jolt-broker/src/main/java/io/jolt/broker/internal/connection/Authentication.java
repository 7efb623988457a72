package io.jolt.broker.internal.connection;

import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.security.Authenticator;
import io.jolt.broker.internal.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Has passwords checked and answers when that is done: not before the delays that make
 * guessing slow. Until then the connection's later requests wait.
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
		boolean accepted = authenticator.check(name, password,
				(user) -> answerLater(connection, user, startNanos, throttled));
		if (!accepted) {
			connection.close(BUSY, Refusal.AUTHENTICATION_BUSY, "too many authentications are under way");
		}
	}

	// on a thread of the authenticator
	private void answerLater(BrokerConnection connection, @Nullable User user, long startNanos, boolean throttled) {
		if (user == null) {
			this.server.throttle().failed(connection.address());
		}
		long earliestNanos = startNanos + ((user != null) ? 0 : this.failureDelayNanos);
		long delayNanos = Math.max(0, earliestNanos - System.nanoTime()) + (throttled ? this.throttleDelayNanos : 0);
		connection.channel().eventLoop().schedule(() -> answer(connection, user), delayNanos, TimeUnit.NANOSECONDS);
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
