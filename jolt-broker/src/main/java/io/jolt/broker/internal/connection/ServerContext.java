package io.jolt.broker.internal.connection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.JoltBrokerStats;
import io.jolt.broker.internal.routing.TopicRegistry;
import io.jolt.broker.internal.security.AuthenticationThrottle;
import io.jolt.broker.internal.security.Authenticator;
import io.jolt.broker.internal.security.CertificateUsers;
import io.jolt.broker.internal.security.User;
import io.jolt.broker.internal.tls.ServerTls;
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
 * @param authenticator checks passwords; null if security is off
 * @param certificateUsers who client certificates stand for
 * @param tls secures connections; null if they are plain
 * @param throttle slows down password guessing
 * @param hello the answers to {@code hello}
 * @param statistics counts
 * @param log logs connections that were closed
 * @param memory how much memory all connections together may take
 */
record ServerContext(JoltBrokerOptions options, TopicRegistry<BrokerConnection> registry, AtomicInteger subscriptions,
		Set<BrokerConnection> connections, ConnectionLimiter limiter, OutboundLimits outboundLimits,
		@Nullable Authenticator authenticator, CertificateUsers certificateUsers, @Nullable ServerTls tls,
		AuthenticationThrottle throttle, HelloAnswers hello, Statistics statistics, ConnectionLog log,
		MemoryBudget memory) {

	static ServerContext of(JoltBrokerOptions options, List<User> users, @Nullable ServerTls tls) {
		Authenticator authenticator = options.securityEnabled()
				? new Authenticator(users, options.maxWaitingAuthentications(), "jolt-broker-auth") : null;
		Set<BrokerConnection> connections = ConcurrentHashMap.newKeySet();
		MemoryBudget memory = new MemoryBudget(MemoryLimits.of(options), connections, BrokerAllocator
			.of(options.eventLoopThreads(), MemoryLimits.jvmHeapBytes(), MemoryLimits.jvmDirectBytes()));
		return new ServerContext(options, new TopicRegistry<>(), new AtomicInteger(), connections,
				new ConnectionLimiter(options.maxConnections(), options.maxConnectionsPerAddress()),
				OutboundLimits.of(options), authenticator, new CertificateUsers(users), tls,
				new AuthenticationThrottle(options.authenticationFailuresPerMinute(), System::nanoTime),
				new HelloAnswers(options), new Statistics(), new ConnectionLog(System::nanoTime), memory);
	}

	JoltBrokerStats readStatistics() {
		return this.statistics.read(this.connections.size(), this.registry.topics(), this.subscriptions.get(),
				this.memory);
	}

	boolean isSecured() {
		return this.authenticator != null;
	}

}
