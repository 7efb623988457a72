package io.jolt.client.internal.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a client: asks for addresses and credentials, resolves anew, tries
 * every address in turn, and subscribes again. Runs on a thread that it blocks; may be
 * cancelled by any other.
 */
final class ConnectAttempt {

	private final ClientContext context;

	private final Lifecycle lifecycle;

	// the connection in the making; guarded by this
	private @Nullable BrokerConnection connection;

	// guarded by this
	private boolean cancelled;

	ConnectAttempt(ClientContext context, Lifecycle lifecycle) {
		this.context = context;
		this.lifecycle = lifecycle;
	}

	void run() {
		try {
			BrokerConnection opened = connectToAny();
			this.lifecycle.opened(this, opened);
		}
		catch (Throwable ex) {
			// an error, too: without an end of its attempt the client would make no other
			this.lifecycle.failed(this, Failures.ofAttempt(ex));
		}
	}

	void cancel() {
		BrokerConnection current;
		synchronized (this) {
			this.cancelled = true;
			current = this.connection;
		}
		if (current != null) {
			current.fail(cancellation());
		}
	}

	private BrokerConnection connectToAny() {
		List<JoltException> failures = new ArrayList<>();
		List<JoltAddress> addresses = this.context.addresses();
		this.lifecycle.addressesKnown(addresses);
		for (JoltAddress address : addresses) {
			for (InetSocketAddress remote : resolve(address, failures)) {
				try {
					return connect(address, remote);
				}
				catch (JoltAuthenticationException ex) {
					// the next address would count one more failure against this user
					throw ex;
				}
				catch (JoltException ex) {
					failures.add(ex);
				}
			}
		}
		throw mostTelling(failures);
	}

	private List<InetSocketAddress> resolve(JoltAddress address, List<JoltException> failures) {
		try {
			return this.context.resolve(address);
		}
		catch (JoltException ex) {
			failures.add(ex);
			return List.of();
		}
	}

	// what got as far as a conversation says more than a refusal elsewhere
	private static JoltException mostTelling(List<JoltException> failures) {
		JoltException result = failures.stream()
			.filter((failure) -> !isUnreached(failure.getCause()))
			.findFirst()
			.orElseGet(() -> failures.get(failures.size() - 1));
		failures.stream().filter((failure) -> failure != result).forEach(result::addSuppressed);
		return result;
	}

	private static boolean isUnreached(@Nullable Throwable cause) {
		return cause instanceof TimeoutException || (cause instanceof IOException && !(cause instanceof SSLException));
	}

	private BrokerConnection connect(JoltAddress address, InetSocketAddress remote) {
		try {
			return open(address, remote, true);
		}
		catch (Handshake.HelloUnansweredException ex) {
			try {
				return open(address, remote, false);
			}
			catch (Handshake.HelloUnansweredException impossible) {
				throw new IllegalStateException(impossible);
			}
		}
	}

	private BrokerConnection open(JoltAddress address, InetSocketAddress remote, boolean ask)
			throws Handshake.HelloUnansweredException {
		BrokerConnection created = create(address, remote);
		try {
			this.lifecycle.connecting(this);
			JoltCredentials credentials = this.context.credentialsFor(created);
			tcpConnect(created);
			this.lifecycle.handshaking(this);
			Handshake handshake = new Handshake(this.context, created);
			created.profile(handshake.run(ask, credentials));
			resubscribe(handshake, created);
			return created;
		}
		catch (Throwable ex) {
			JoltException cause = (ex instanceof Handshake.HelloUnansweredException)
					? new JoltException("The broker does not answer hello; it is tried once more without asking", ex)
					: Failures.ofAttempt(ex);
			created.fail(cause);
			this.lifecycle.detach(this, cause);
			throw ex;
		}
	}

	private BrokerConnection create(JoltAddress address, InetSocketAddress remote) {
		try {
			BrokerConnection created = new BrokerConnection(this.context, address, remote, this.context.tls(),
					this.lifecycle.newEvents());
			synchronized (this) {
				if (this.cancelled) {
					throw cancellation();
				}
				this.connection = created;
			}
			return created;
		}
		catch (IOException ex) {
			throw Failures.unreachable(address, remote, ex);
		}
	}

	private static void tcpConnect(BrokerConnection created) {
		try {
			created.open();
		}
		catch (IOException ex) {
			throw Failures.unreachable(created.address(), created.remote(), ex);
		}
	}

	private void resubscribe(Handshake handshake, BrokerConnection created) {
		Subscriptions.Resubscription resubscription = this.lifecycle.attach(this, created);
		created.flush();
		for (ControlRequest request : resubscription.shared()) {
			Answer answer = handshake.await(request);
			if (!answer.ok() && Failures.code(answer).equals(Failures.AUTH_REQUIRED)) {
				throw Failures.authentication(created.address(), null, Failures.words(answer), null);
			}
		}
		resubscription.own().forEach(handshake::await);
	}

	private static JoltException cancellation() {
		return new JoltException("The client was stopped while it was connecting");
	}

}
