package io.jolt.client.internal.link;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.request.RequestRoom;
import io.jolt.client.internal.runtime.ClientOptions;
import io.jolt.client.internal.runtime.ClientThreads;
import io.jolt.client.internal.runtime.Completer;
import io.jolt.client.internal.runtime.Completions;
import io.jolt.client.internal.runtime.LoggingConnectionListener;
import io.jolt.client.internal.runtime.Notifier;
import io.jolt.client.internal.runtime.OutsideCalls;
import io.jolt.client.internal.security.OwnPasswords;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Scheduler;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all parts of one client share.
 *
 * @param options how the client behaves
 * @param environment the world outside
 * @param threads the client's threads
 * @param room how much room requests may take
 * @param completer completes users' futures
 * @param notifier tells the connection listeners
 * @param deadlines fails requests that are past their deadline
 * @param encoder writes requests
 * @param calls calls providers and resolves host names
 * @param refusedCredentials the credentials that the broker has refused
 * @param passwords the passwords that brokers were sent and may repeat
 */
public record ClientContext(ClientOptions options, ClientEnvironment environment, ClientThreads threads,
		RequestRoom room, Completer completer, Notifier notifier, Deadlines deadlines, RequestEncoder encoder,
		OutsideCalls calls, RefusedCredentials refusedCredentials, OwnPasswords passwords) {

	private static final Logger logger = LoggerFactory.getLogger(ClientContext.class);

	private static final long COMPLETION_PATIENCE_SECONDS = 1;

	/**
	 * Creates what one client shares.
	 * @param options how the client behaves
	 * @param environment the world outside
	 * @return the context
	 */
	public static ClientContext create(ClientOptions options, ClientEnvironment environment) {
		ClientThreads threads = new ClientThreads(options, environment);
		return new ClientContext(options, environment, threads, new RequestRoom(options.outgoingBufferBytes()),
				new Completer(threads, threads.realTimeScheduler()),
				new Notifier(threads, new LoggingConnectionListener(options.name(), options.brokerName())),
				new Deadlines(environment.clock(), threads.scheduler()), new RequestEncoder(options.escapeNonAscii()),
				new OutsideCalls(threads, options.connectTimeout()), new RefusedCredentials(), new OwnPasswords());
	}

	/**
	 * Asks where the broker is.
	 * @return at least one address
	 * @throws JoltException if the provider fails or returns none
	 */
	public List<JoltAddress> addresses() {
		List<JoltAddress> addresses = this.calls.call("address provider",
				() -> copy(this.options.addressProvider().addresses()),
				(ex) -> new JoltException("The address provider failed: " + ex.getMessage(), ex));
		if (addresses.isEmpty()) {
			throw new JoltException("The address provider knows no address of a Jolt broker");
		}
		return addresses;
	}

	// a user's provider may return null anyway
	private static List<JoltAddress> copy(@Nullable List<JoltAddress> addresses) {
		if (addresses == null || addresses.stream().anyMatch(Objects::isNull)) {
			throw new JoltException("The address provider returned null, or a list with null in it");
		}
		return List.copyOf(addresses);
	}

	/**
	 * Resolves a host name again.
	 * @param address the address with the host
	 * @return the resolved address
	 * @throws JoltException if it cannot be resolved
	 */
	public List<InetSocketAddress> resolve(JoltAddress address) {
		return this.calls
			.call("look-up of the broker's host " + address.host(),
					() -> this.environment.dns().resolve(address.host()), (ex) -> Failures.unresolved(address, ex))
			.stream()
			.map((inet) -> new InetSocketAddress(inet, address.port()))
			.toList();
	}

	/**
	 * Asks who the client is.
	 * @return the credentials, or {@code null} to stay anonymous
	 * @throws JoltException if the provider fails
	 */
	@Nullable JoltCredentials credentials() {
		JoltCredentials credentials = this.calls.<@Nullable JoltCredentials>call("credentials provider",
				this.options.credentialsProvider()::credentials,
				(ex) -> new JoltException("The credentials provider failed with " + ex.getClass().getName(), ex));
		if (credentials != null) {
			this.passwords.add(credentials.password());
		}
		return credentials;
	}

	/**
	 * Asks who the client is on a connection.
	 * @param connection where the credentials are to be sent
	 * @return the credentials, or {@code null} to stay anonymous
	 * @throws JoltException if the provider fails, or must not be sent there
	 */
	@Nullable JoltCredentials credentialsFor(BrokerConnection connection) {
		JoltCredentials credentials = credentials();
		if (credentials != null && !connection.isSecured() && !this.options.allowPlaintextCredentials()
				&& !connection.remote().getAddress().isLoopbackAddress()) {
			throw Failures.clearTextCredentials(connection.address());
		}
		return credentials;
	}

	/**
	 * Asks how to secure the next connection.
	 * @return the settings, or {@code null} for plain TCP
	 * @throws JoltException if the provider fails
	 */
	@Nullable JoltTls tls() {
		return this.calls.<@Nullable JoltTls>call("TLS provider", this.options.tlsProvider()::tls,
				(ex) -> new JoltException("The TLS provider failed: " + ex, ex));
	}

	Scheduler scheduler() {
		return this.threads.scheduler();
	}

	/**
	 * Completes futures one by one, away from the caller's thread.
	 * @return the completions
	 */
	public Completions completions() {
		return this.completer::execute;
	}

	/**
	 * Waits until the futures that are due have completed, so that they are complete when
	 * the caller returns. Waits only briefly, as dependents may block, and not at all on
	 * one of the client's threads, which may be the one that completes them: another one
	 * does then.
	 */
	public void awaitCompletions() {
		if (this.threads.isOwn(Thread.currentThread())) {
			this.completer.relieve();
			return;
		}
		CountDownLatch reached = new CountDownLatch(1);
		this.completer.execute(reached::countDown);
		try {
			if (!reached.await(COMPLETION_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				logger.debug("Dependents of futures block the threads that complete futures");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The time on the client's clock.
	 * @return nanoseconds
	 */
	public long nanoTime() {
		return this.environment.clock().nanoTime();
	}

}
