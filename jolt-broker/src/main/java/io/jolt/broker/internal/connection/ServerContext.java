package io.jolt.broker.internal.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.routing.TopicRegistry;
import io.jolt.broker.internal.security.AuthenticationThrottle;
import io.jolt.broker.internal.security.Authenticator;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a running broker share.
 *
 * @param options how the broker was set up
 * @param registry who is subscribed to what
 * @param subscriptions how many subscriptions there are
 * @param connections those that were let in
 * @param limiter counts them
 * @param outboundLimits how much may wait for each
 * @param authenticator checks passwords; null where security is off
 * @param throttle slows down those who guess
 * @param helloAnswer the answer to {@code hello}
 * @param log tells of connections that were closed
 */
record ServerContext(JoltBrokerOptions options, TopicRegistry<BrokerConnection> registry, AtomicInteger subscriptions,
		Set<BrokerConnection> connections, ConnectionLimiter limiter, OutboundLimits outboundLimits,
		@Nullable Authenticator authenticator, AuthenticationThrottle throttle, Answer helloAnswer, ConnectionLog log) {

	static ServerContext of(JoltBrokerOptions options, @Nullable Authenticator authenticator) {
		return new ServerContext(options, new TopicRegistry<>(), new AtomicInteger(), ConcurrentHashMap.newKeySet(),
				new ConnectionLimiter(options.maxConnections(), options.maxConnectionsPerAddress()),
				OutboundLimits.of(options), authenticator,
				new AuthenticationThrottle(options.authenticationFailuresPerMinute(), System::nanoTime),
				Answer.hello(BrokerVersion.NAME_AND_VERSION, options.maxLineBytes(), authenticator != null),
				new ConnectionLog(System::nanoTime));
	}

	boolean isSecured() {
		return this.authenticator != null;
	}

}
