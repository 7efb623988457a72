package io.jolt.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jolt.client.HeadersOnPlainBroker;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.transport.OutgoingRoom;
import org.jspecify.annotations.Nullable;

/**
 * Takes users' requests: gives them room, and passes them to the open connection or,
 * while there is none, keeps them in their order for the next one.
 */
final class Outbox implements Deadlines.Holder {

	// a request that was written still costs memory until its answer comes
	private static final int MAX_UNANSWERED = 128 * 1024;

	private static final int PIPELINED = 32;

	private final ClientContext context;

	private final OutgoingRoom bytes;

	private final OutgoingRoom answers = new OutgoingRoom(MAX_UNANSWERED);

	// guarded by this
	private final ArrayDeque<UserRequest<?>> waiting = new ArrayDeque<>();

	// why nothing is accepted, null while requests are; written under this lock, read by
	// any thread
	private volatile @Nullable String refusal = "the client is not started; call start() or connect()";

	// where requests go at once; written under this lock, read by any thread
	private volatile @Nullable BrokerConnection connection;

	Outbox(ClientContext context) {
		this.context = context;
		this.bytes = new OutgoingRoom(context.options().outgoingBufferBytes());
		context.deadlines().add(this);
	}

	/**
	 * Sends a request now or later. Blocks while there is no room, or while it writes.
	 * @param request the request, whose future tells the outcome
	 */
	void submit(UserRequest<?> request) {
		String refused = this.refusal;
		if (refused != null) {
			fail(request, refused);
			return;
		}
		if (!reserve(request)) {
			return;
		}
		// before, for the write may block, and after, for the timer may have fired before
		// anybody held the request, which had waited for room until its last moment
		this.context.deadlines().watch(request.deadlineNanos());
		submitReserved(request);
		if (!request.isDone()) {
			this.context.deadlines().watch(request.deadlineNanos());
		}
	}

	private void submitReserved(UserRequest<?> request) {
		BrokerConnection open = this.connection;
		if (open == null || (admit(request, open) && !send(request, open))) {
			submitUnderLock(request);
		}
	}

	// few unanswered ones are those of callers who wait: each is written at once
	private boolean send(UserRequest<?> request, BrokerConnection open) {
		return (this.answers.used() >= PIPELINED || request.isWrittenElsewhere()) ? open.sendPipelined(request)
				: open.send(request);
	}

	private void submitUnderLock(UserRequest<?> request) {
		BrokerConnection open;
		synchronized (this) {
			String refused = this.refusal;
			if (refused != null) {
				drop(request, Failures.notSent(request, refused));
				return;
			}
			open = this.connection;
			if (open == null || !enqueue(request, open)) {
				this.waiting.add(request);
				open = null;
			}
		}
		if (open != null && request.isWrittenElsewhere()) {
			open.flushElsewhere();
		}
		else if (open != null) {
			open.flush();
		}
	}

	private boolean enqueue(UserRequest<?> request, BrokerConnection open) {
		return open.failure() == null && (!admit(request, open) || open.enqueue(request));
	}

	private boolean reserve(UserRequest<?> request) {
		shorten(request, this.context.options().maxLineBytes());
		int length = request.line().length;
		if (length - 1 > this.context.options().maxLineBytes()) {
			fail(request, "its line has " + (length - 1) + " bytes, and the limit is "
					+ this.context.options().maxLineBytes() + " (maxLineBytes, jolt.max-line-size)");
			return false;
		}
		if (length > this.bytes.limit()) {
			fail(request,
					"its line has " + length + " bytes, and the outgoing buffer holds only " + this.bytes.limit());
			return false;
		}
		try {
			if (this.bytes.acquire(length, remaining(request))) {
				if (this.answers.acquire(1, remaining(request))) {
					request.reserved(this.bytes, this.answers);
					return true;
				}
				this.bytes.release(length);
			}
			fail(request, "there was no room in the outgoing buffer within " + request.timeLimit()
					+ ", for the broker takes or answers too slowly");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			fail(request, "the thread was interrupted while it waited for room in the outgoing buffer");
		}
		return false;
	}

	private long remaining(UserRequest<?> request) {
		return request.deadlineNanos() - this.context.nanoTime();
	}

	// what depends on the broker: decided when a connection takes the request
	private boolean admit(UserRequest<?> request, BrokerConnection open) {
		BrokerProfile profile = open.profile();
		if (profile == null) {
			return true;
		}
		if (request instanceof PublishRequest publish) {
			publish.expectAnswer(profile.acknowledgesPublishes());
			if (publish.hasHeaders() && !profile.knowsHeaders() && !dropHeaders(publish)) {
				return false;
			}
		}
		shorten(request, profile.maxLineBytes());
		if (request.line().length - 1 > profile.maxLineBytes()) {
			drop(request, Failures.notSent(request, "its line has " + (request.line().length - 1)
					+ " bytes, and the broker accepts only " + profile.maxLineBytes()));
			return false;
		}
		return true;
	}

	// headers that only accompany a message must not keep it from being sent
	private void shorten(UserRequest<?> request, int maxLineBytes) {
		if (request.line().length - 1 > maxLineBytes && request instanceof PublishRequest publish) {
			publish.dropOptionalHeaders(this.context.encoder());
		}
	}

	private boolean dropHeaders(PublishRequest publish) {
		if (!publish.needsHeaders() || this.context.options().headersOnPlainBroker() == HeadersOnPlainBroker.DROP) {
			publish.dropHeaders(this.context.encoder());
			return true;
		}
		drop(publish, Failures.notSent(publish, "it has headers, and the broker does not know headers;"
				+ " jolt.headers-on-plain-broker=drop would send it without them"));
		return false;
	}

	// nothing is owed for it yet, and no dependent can wait: it is the caller's thread
	private static void fail(UserRequest<?> request, String why) {
		request.completeExceptionally(Failures.notSent(request, why));
	}

	private void drop(UserRequest<?> request, JoltNotSentException failure) {
		request.failed(failure, this.context.completions());
		request.leftBuffer();
		request.released();
	}

	/**
	 * Accepts requests from now on.
	 */
	synchronized void start() {
		this.refusal = null;
	}

	/**
	 * Accepts nothing from now on, and fails what waits.
	 * @param why goes into the failures
	 */
	synchronized void stop(String why) {
		this.refusal = why;
		this.connection = null;
		this.waiting.forEach((request) -> drop(request, Failures.notSent(request, why)));
		this.waiting.clear();
	}

	/**
	 * Hands what waits to a connection, and all that follows.
	 * {@link BrokerConnection#flush()} has to follow.
	 * @param open the connection
	 */
	synchronized void open(BrokerConnection open) {
		List<UserRequest<?>> taken = new ArrayList<>(this.waiting);
		this.waiting.clear();
		for (UserRequest<?> request : taken) {
			if (request.isDone()) {
				// cancelled, or given up in another way: nobody wants it any more
				drop(request, Failures.notSent(request, "its future had ended"));
			}
			else if (!enqueue(request, open)) {
				this.waiting.add(request);
			}
		}
		this.connection = open;
	}

	synchronized void lost(BrokerConnection lost) {
		if (this.connection == lost) {
			this.connection = null;
		}
	}

	@Override
	public synchronized long expire(long nowNanos) {
		Expiry expiry = new Expiry(nowNanos);
		this.waiting.removeIf((request) -> {
			boolean late = expiry.isLate(request);
			if (late) {
				drop(request, Failures.notSent(request, "there was no open connection to a broker for "
						+ TimeUnit.NANOSECONDS.toMillis(this.context.options().requestTimeout().toNanos()) + " ms"));
			}
			return late;
		});
		return expiry.nextNanos();
	}

	/**
	 * How much waits to be written.
	 * @return the number of bytes
	 */
	long usedBytes() {
		return this.bytes.used();
	}

	/**
	 * How many requests have not had their answer.
	 * @return the number
	 */
	long unanswered() {
		return this.answers.used();
	}

}
