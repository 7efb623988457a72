package io.jolt.client.internal.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLException;

import io.jolt.client.JoltException;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.internal.request.PendingAnswers;
import io.jolt.client.internal.request.ReplyInbox;
import io.jolt.client.internal.request.Request;
import io.jolt.client.internal.runtime.Completions;
import io.jolt.client.internal.transport.CombiningWriter;
import io.jolt.client.internal.transport.SocketTransport;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Expiry;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker: writes requests, matches the answers to them in order, and
 * passes deliveries on. Every failure goes through {@link #fail}; the first one ends the
 * connection.
 */
public final class BrokerConnection implements Deadlines.Holder {

	private final ClientContext context;

	private final JoltAddress address;

	private final InetSocketAddress remote;

	// null for plain TCP
	private final @Nullable JoltTls tls;

	private final Conversation conversation;

	private final BiConsumer<BrokerConnection, JoltException> onEnded;

	private final SocketTransport transport;

	private final PendingAnswers pending = new PendingAnswers();

	private final CombiningWriter<Request<?>> writer;

	private final Heartbeat heartbeat;

	// null while it works; set once, by any thread
	private final AtomicReference<@Nullable JoltException> failure = new AtomicReference<>();

	// whether the broker has sent anything; written by the reader, read by any thread
	private volatile boolean heard;

	// null until the handshake knows; written by the handshake's thread
	private volatile @Nullable BrokerProfile profile;

	// where answers to requests come, null if that is not possible; written by the
	// handshake's thread
	private volatile @Nullable ReplyInbox inbox;

	BrokerConnection(ClientContext context, JoltAddress address, InetSocketAddress remote, @Nullable JoltTls tls,
			Conversation conversation, BiConsumer<BrokerConnection, JoltException> onEnded) throws IOException {
		this.context = context;
		this.address = address;
		this.remote = remote;
		this.tls = tls;
		this.conversation = conversation;
		this.onEnded = onEnded;
		this.transport = new SocketTransport(context.environment().sockets());
		this.heartbeat = new Heartbeat(context.environment().clock(), context.scheduler(),
				context.options().pingInterval(), context.options().maxOutstandingPings(), conversation::isReaderPaused,
				this::sendHeartbeat, () -> fail(Failures.silent(address, "pings")));
		this.writer = new CombiningWriter<>(new RequestSink(context, this, this.pending, this.transport),
				context.threads());
	}

	/**
	 * Connects, secures the connection and starts reading; blocks.
	 * @throws IOException if it cannot connect
	 */
	void open() throws IOException {
		this.transport.connect(this.remote, this.context.options().connectTimeout());
		if (this.tls != null) {
			this.transport.secure(this.tls, this.address, this.context.scheduler());
		}
		this.context.deadlines().add(this);
		if (this.failure.get() != null) {
			// it has ended meanwhile, and nothing else would remove it
			this.context.deadlines().remove(this);
		}
		this.heartbeat.start();
		this.transport.startReading(this.context.threads()::newWorker, this.context.threads(),
				new AnswerReader(this.context, this, this.pending, this.heartbeat, this.conversation));
	}

	/**
	 * Where the broker is, as it was configured.
	 * @return the address
	 */
	public JoltAddress address() {
		return this.address;
	}

	InetSocketAddress remote() {
		return this.remote;
	}

	boolean isSecured() {
		return this.tls != null;
	}

	/**
	 * What is known about the broker.
	 * @return the profile, or {@code null} before the end of the handshake
	 */
	public @Nullable BrokerProfile profile() {
		return this.profile;
	}

	/**
	 * Sets what the handshake found out about the broker.
	 * @param found the profile
	 */
	public void profile(BrokerProfile found) {
		this.profile = found;
	}

	/**
	 * Where the answers to requests on this connection come.
	 * @return the inbox, or {@code null} if requests are not possible here
	 */
	public @Nullable ReplyInbox inbox() {
		return this.inbox;
	}

	/**
	 * Sets where the answers to requests come.
	 * @param opened the inbox that the broker has given to this connection
	 */
	public void inbox(ReplyInbox opened) {
		this.inbox = opened;
	}

	void heard() {
		this.heard = true;
	}

	/**
	 * Explains why the connection has ended.
	 * @param cause what was thrown, or {@code null} if the peer has closed its end
	 * @return the failure
	 */
	JoltException lost(@Nullable Exception cause) {
		// the broker refuses a certificate only after the client's handshake is over, and
		// the connection may end before its alert arrives
		boolean unheard = isSecured() && !this.heard && !(cause instanceof SSLException);
		return unheard ? Failures.lostAfterTlsHandshake(this.address, cause) : Failures.lost(this.address, cause);
	}

	/**
	 * Why it ended.
	 * @return the cause, or {@code null} while it works
	 */
	public @Nullable JoltException failure() {
		return this.failure.get();
	}

	/**
	 * Sends a request, on this thread or as part of another thread's write.
	 * @param request the request
	 * @return {@code false}, and nothing was done, if the connection has ended
	 */
	public boolean send(Request<?> request) {
		return this.writer.write(request);
	}

	/**
	 * Sends a request whose line is in a reused buffer.
	 * @param request the request
	 * @param line holds its line, which is copied
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @param elsewhere whether this must not block
	 * @return {@code false}, and nothing was done, if the connection has ended
	 */
	public boolean send(Request<?> request, byte[] line, int offset, int length, boolean elsewhere) {
		return this.writer.write(request, line, offset, length,
				elsewhere || this.pending.size() >= RequestSink.PIPELINED);
	}

	/**
	 * Enqueues a request without writing; {@link #flush()} has to follow.
	 * @param request the request
	 * @return {@code false}, and nothing was done, if the connection has ended
	 */
	public boolean enqueue(Request<?> request) {
		return this.writer.append(request);
	}

	/**
	 * Writes what was enqueued, on the calling thread unless another one is writing; may
	 * block.
	 */
	public void flush() {
		this.writer.flush();
	}

	/**
	 * Lets one of the client's threads write what was enqueued, if anything: for the
	 * scheduler and the reader, which must not wait for a write.
	 */
	public void flushElsewhere() {
		this.writer.flushElsewhere();
	}

	/**
	 * Sends requests in order, without blocking the caller on the socket.
	 * @param requests the requests
	 * @param whenReleased runs when none of them expects an answer any more; must not
	 * block
	 * @return {@code false}, and the task will not run, if there are none or the
	 * connection has ended
	 */
	public boolean sendElsewhere(List<ControlRequest> requests, Runnable whenReleased) {
		boolean enqueued = enqueue(requests, whenReleased);
		if (enqueued) {
			flushElsewhere();
		}
		return enqueued;
	}

	/**
	 * Enqueues requests, which {@link #flush()} or {@link #flushElsewhere()} sends.
	 * @param requests the requests in order
	 * @param whenReleased runs when the last was answered or the connection has ended, on
	 * the reader's thread or the one that ends it
	 * @return {@code false}, and the task will not run, if there are no requests or the
	 * connection has ended
	 */
	public boolean enqueue(List<ControlRequest> requests, Runnable whenReleased) {
		if (requests.isEmpty()) {
			return false;
		}
		// answers come in the order of the requests
		requests.get(requests.size() - 1).whenReleased(whenReleased);
		boolean enqueued = true;
		for (ControlRequest request : requests) {
			enqueued = enqueue(request);
		}
		return enqueued;
	}

	private void sendHeartbeat() {
		if (enqueue(ControlRequest.ping(this.context.encoder().ping()))) {
			flushElsewhere();
		}
	}

	/**
	 * Ends the connection. Idempotent: only the first cause counts.
	 * @param cause why
	 */
	public void fail(JoltException cause) {
		if (!this.failure.compareAndSet(null, cause)) {
			return;
		}
		this.transport.close();
		this.heartbeat.stop();
		this.context.deadlines().remove(this);
		try {
			Completions completions = this.context.completions();
			for (Request<?> request : this.writer.close()) {
				neverSent(request, completions);
			}
			for (Request<?> request : this.pending.close()) {
				request.failed(request.unknown(cause), completions);
				this.context.room().released(request);
			}
		}
		finally {
			// whatever fails, nothing goes on waiting for it
			this.conversation.ended(cause);
			this.onEnded.accept(this, cause);
		}
	}

	/**
	 * A request will not be written any more.
	 * @param request the request
	 * @param completions completes what depends on it
	 */
	void neverSent(Request<?> request, Completions completions) {
		request.failed(request.notSent(this.failure.get()), completions);
		this.context.room().leftBuffer(request);
		this.context.room().released(request);
	}

	@Override
	public long expire(long nowNanos) {
		Expiry expiry = new Expiry(nowNanos);
		Completions completions = this.context.completions();
		this.writer.removeWaiting((request) -> expiry.isLate(request.deadlineNanos()), (request) -> {
			request.failed(request.notSent("it waited longer than the request time-out to be written"), completions);
			this.context.room().leftBuffer(request);
			this.context.room().released(request);
		});
		this.writer.forEachHandedOver((request) -> expireHandedOver(request, expiry, completions));
		this.pending.forEach((request) -> expireHandedOver(request, expiry, completions));
		return expiry.nextNanos();
	}

	private static void expireHandedOver(Request<?> request, Expiry expiry, Completions completions) {
		// one whose future has ended only waits for its answer
		if (!request.isDone() && expiry.isLate(request.deadlineNanos())) {
			request.failed(request.unansweredInTime(), completions);
		}
	}

	/**
	 * Whether the broker answers publishes.
	 * @return {@code true} unless it is known not to
	 */
	public boolean acknowledgesPublishes() {
		BrokerProfile found = this.profile;
		return found == null || found.acknowledgesPublishes();
	}

}
