package io.jolt.client.internal.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a link: asks for addresses and credentials, resolves again, and
 * tries each address until one is connected, has shaken hands and subscribed. Blocks its
 * thread; any other thread may cancel it.
 */
public final class LinkAttempt implements Runnable {

	private final ClientContext context;

	private final Link link;

	private final LinkRole role;

	// the connection in the making; guarded by this
	private @Nullable BrokerConnection connection;

	// guarded by this
	private boolean cancelled;

	LinkAttempt(ClientContext context, Link link, LinkRole role) {
		this.context = context;
		this.link = link;
		this.role = role;
	}

	@Override
	public void run() {
		try {
			this.link.opened(this, connectToAny());
		}
		catch (Throwable ex) {
			// an error, too: if the attempt did not end, the link would not try again
			this.link.failed(this, Failures.ofAttempt(ex));
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

	static JoltException cancellation() {
		return new JoltException("The client was stopped while it was connecting");
	}

	/**
	 * Does something unless this attempt was called off; calling it off waits meanwhile.
	 * @param action what to do; must not block
	 * @throws JoltException if it was called off
	 */
	public void ifCurrent(Runnable action) {
		this.link.doFor(this, action);
	}

	private BrokerConnection connectToAny() {
		List<JoltException> failures = new ArrayList<>();
		for (JoltAddress address : this.role.addresses(this)) {
			requireCurrent();
			for (InetSocketAddress remote : resolve(address, failures)) {
				requireCurrent();
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

	/**
	 * Throws if this attempt was called off, so that it resolves and asks nothing more.
	 * @throws JoltException if it was called off
	 */
	public void requireCurrent() {
		ifCurrent(() -> {
		});
	}

	private List<InetSocketAddress> resolve(JoltAddress address, List<JoltException> failures) {
		try {
			return this.role.resolve(address);
		}
		catch (JoltException ex) {
			failures.add(ex);
			return List.of();
		}
	}

	// a failure after connecting says more than a refused connection elsewhere
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
			return open(address, remote, false);
		}
	}

	private BrokerConnection open(JoltAddress address, InetSocketAddress remote, boolean ask) {
		Conversation conversation = this.role.newConversation();
		BrokerConnection created = create(address, remote, conversation);
		try {
			this.link.connecting(this);
			JoltCredentials credentials = this.context.credentialsFor(created);
			this.context.refusedCredentials().require(credentials);
			tcpConnect(created);
			this.link.handshaking(this);
			Handshake handshake = new Handshake(this.context, created);
			created.profile(conversation.greet(handshake, ask, credentials));
			conversation.subscribe(this, handshake, created);
			return created;
		}
		catch (Throwable ex) {
			JoltException cause = Failures.ofAttempt(ex);
			created.fail(cause);
			this.link.abandoned(this, cause);
			throw ex;
		}
	}

	private BrokerConnection create(JoltAddress address, InetSocketAddress remote, Conversation conversation) {
		try {
			BrokerConnection created = new BrokerConnection(this.context, address, remote, this.context.tls(),
					conversation, this.link::ended);
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

}
