package io.jolt.client.internal.session;

import io.jolt.client.JoltClientOptions;
import io.jolt.client.JoltCredentials;
import io.jolt.client.JoltException;
import io.jolt.client.internal.dispatch.SerialExecutor;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.internal.transport.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one client share.
 *
 * @param options how the client behaves
 * @param environment the world outside
 * @param threads the client's threads
 * @param completer completes users' futures
 * @param notifier tells the connection listeners
 * @param deadlines fails requests whose time is over
 * @param encoder writes requests
 */
record ClientContext(JoltClientOptions options, ClientEnvironment environment, ClientThreads threads,
		SerialExecutor completer, Notifier notifier, Deadlines deadlines, RequestEncoder encoder) {

	static ClientContext create(JoltClientOptions options, ClientEnvironment environment) {
		ClientThreads threads = new ClientThreads(options, environment);
		return new ClientContext(options, environment, threads, new SerialExecutor(threads), new Notifier(threads),
				new Deadlines(environment.clock(), threads.scheduler()), new RequestEncoder(options.escapeNonAscii()));
	}

	/**
	 * Asks who the client is.
	 * @param connection where the credentials are to be sent
	 * @return the credentials, or {@code null} to stay anonymous
	 * @throws JoltException if they cannot be had, or must not be sent there
	 */
	@Nullable JoltCredentials credentialsFor(BrokerConnection connection) {
		JoltCredentials credentials;
		try {
			credentials = this.options.credentialsProvider().credentials();
		}
		catch (RuntimeException ex) {
			throw new JoltException("The credentials provider failed with " + ex.getClass().getName(), ex);
		}
		if (credentials != null && !this.options.allowPlaintextCredentials()
				&& !connection.remote().getAddress().isLoopbackAddress()) {
			throw Failures.clearTextCredentials(connection.address());
		}
		return credentials;
	}

	Scheduler scheduler() {
		return this.threads.scheduler();
	}

	Completions completions() {
		return this.completer::execute;
	}

	long nanoTime() {
		return this.environment.clock().nanoTime();
	}

}
