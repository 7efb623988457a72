package io.jolt.client.internal.link;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.internal.protocol.ProtocolException;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.internal.request.ProbeRequest;
import io.jolt.client.internal.request.Request;
import io.jolt.client.spi.Scheduler;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.NegotiationMode;
import org.jspecify.annotations.Nullable;

/**
 * The exchange before a connection can be used: hello, authentication and, for a plain
 * broker, the probe. Runs on the thread of the attempt, which it blocks.
 */
public final class Handshake {

	private static final Duration HELLO_PATIENCE = Duration.ofSeconds(2);

	private static final String CLIENT = "jolt-java/"
			+ Objects.requireNonNullElse(Handshake.class.getPackage().getImplementationVersion(), "dev");

	private final ClientContext context;

	private final BrokerConnection connection;

	Handshake(ClientContext context, BrokerConnection connection) {
		this.context = context;
		this.connection = connection;
	}

	/**
	 * Negotiates, authenticates and probes.
	 * @param ask whether to say hello, which some brokers do not tolerate
	 * @param credentials who the client is, or {@code null} to stay anonymous
	 * @return what was found out
	 * @throws HelloUnansweredException if the broker does not tolerate being asked
	 */
	public BrokerProfile run(boolean ask, @Nullable JoltCredentials credentials) {
		boolean negotiate = this.context.options().negotiation() == NegotiationMode.AUTO;
		BrokerHello hello = (negotiate && ask) ? hello() : null;
		if (hello != null && credentials == null && hello.features().contains(BrokerHello.AUTHENTICATION)) {
			throw Failures.authentication(this.connection.address(), null, "it demands authentication", null);
		}
		authenticate(credentials);
		if (hello != null) {
			return profile(WireText.sanitize(hello.broker()), hello.features(), hello.maxLineBytes(), hello.inbox(),
					hello.features().contains(BrokerHello.PUBLISH_ACK));
		}
		return profile(null, Set.of(), Integer.MAX_VALUE, null, !negotiate || probe(credentials));
	}

	/**
	 * Tells a broker that answered {@code hello} on another connection what this client
	 * supports.
	 */
	public void announce() {
		await(sayHello());
	}

	private ControlRequest sayHello() {
		ControlRequest request = new ControlRequest(
				this.context.encoder().hello(CLIENT, this.context.options().observer()), "hello");
		send(request);
		return request;
	}

	private BrokerProfile profile(@Nullable String broker, Set<String> features, int maxLineBytes,
			@Nullable String inbox, boolean publishAcknowledged) {
		boolean acknowledged = switch (this.context.options().publishAcknowledgement()) {
			case AUTO -> publishAcknowledged;
			case ALWAYS -> true;
			case NEVER -> false;
		};
		ConnectionInfo info = new ConnectionInfo(this.connection.address().toString(), broker, features, acknowledged);
		return new BrokerProfile(info, this.connection.address(), this.connection.remote(), maxLineBytes, inbox);
	}

	private @Nullable BrokerHello hello() {
		ControlRequest request = sayHello();
		try {
			Answer answer = await(request, HELLO_PATIENCE);
			return answer.ok() ? answer.hello() : null;
		}
		catch (JoltException ex) {
			JoltException failure = this.connection.failure();
			if (explains(failure)) {
				throw ex;
			}
			throw new HelloUnansweredException(ex);
		}
	}

	// whether the broker, its lines or TLS have said why the connection ended
	private static boolean explains(@Nullable JoltException failure) {
		Throwable cause = (failure != null) ? failure.getCause() : null;
		return failure instanceof TurnedAwayException || cause instanceof ProtocolException
				|| cause instanceof SSLException;
	}

	/**
	 * Authenticates, if there are credentials.
	 * @param credentials who the client is
	 */
	public void authenticate(@Nullable JoltCredentials credentials) {
		if (credentials == null) {
			return;
		}
		String user = credentials.username();
		ControlRequest request = new ControlRequest(this.context.encoder().auth(user, credentials.password()),
				"authentication");
		send(request);
		Answer answer;
		try {
			answer = await(request);
		}
		catch (JoltException ex) {
			JoltException failure = this.connection.failure();
			if (failure == null || explains(failure)) {
				throw ex;
			}
			// some brokers refuse by closing the connection
			throw Failures.authentication(this.connection.address(), user,
					"the connection ended instead of an answer to the authentication, which a broker that expects TLS does too",
					failure);
		}
		if (!answer.ok()) {
			JoltAuthenticationException refusal = Failures.authentication(this.connection.address(), user,
					answer.words(), null);
			this.context.refusedCredentials().refused(credentials, refusal);
			throw refusal;
		}
		this.context.refusedCredentials().forget();
	}

	private boolean probe(@Nullable JoltCredentials credentials) {
		ProbeRequest request = new ProbeRequest(this.context.encoder());
		send(request);
		List<Answer> answers = await(request);
		Answer ping = answers.get(1);
		if (credentials == null && answers.size() == 3 && !ping.ok()
				&& ping.words().toLowerCase(Locale.ROOT).contains("auth")) {
			throw Failures.authentication(this.connection.address(), null, ping.words(), null);
		}
		return !ProbeRequest.isUnanswered(answers);
	}

	private void send(Request<?> request) {
		if (!this.connection.send(request)) {
			throw ended();
		}
	}

	/**
	 * Sends several requests in one write.
	 * @param requests the requests in their order
	 */
	public void sendAll(List<? extends Request<?>> requests) {
		for (Request<?> request : requests) {
			if (!this.connection.enqueue(request)) {
				throw ended();
			}
		}
		this.connection.flush();
	}

	/**
	 * Waits for something that an answer completes, for as long as a request may take.
	 * @param <T> what it completes with
	 * @param future completes on a thread that must not be blocked
	 * @return what it completed with
	 */
	public <T> T await(CompletableFuture<T> future) {
		return await(future, this.context.options().requestTimeout());
	}

	private <T> T await(CompletableFuture<T> future, Duration patience) {
		// on the client's clock, and without an extra thread for the future
		Scheduler.Cancellable timer = this.context.scheduler()
			.schedule(
					() -> future
						.completeExceptionally(Failures.silent(this.connection.address(), "client in the handshake")),
					patience.toNanos());
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			JoltException failure = this.connection.failure();
			if (failure != null) {
				throw failure;
			}
			throw (ex.getCause() instanceof JoltException cause) ? cause
					: new JoltException("The handshake failed: " + ex.getCause(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JoltException("The thread was interrupted during the handshake", ex);
		}
		finally {
			timer.cancel();
		}
	}

	private JoltException ended() {
		JoltException failure = this.connection.failure();
		return (failure != null) ? failure : Failures.lost(this.connection.address(), null);
	}

	/**
	 * The broker did not answer {@code hello}, or closed the connection.
	 */
	static final class HelloUnansweredException extends JoltException {

		private static final long serialVersionUID = 1L;

		HelloUnansweredException(JoltException cause) {
			super("The broker does not answer hello; it is tried once more without asking", cause);
		}

	}

}
