package io.jolt.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Failures;
import io.jolt.client.internal.protocol.LineBuffer;
import io.jolt.client.internal.protocol.PublishFields;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.request.AskRequest;
import io.jolt.client.internal.request.PublishRequest;
import io.jolt.client.internal.request.ReplyInbox;
import io.jolt.client.internal.request.RequestRoom;
import io.jolt.client.internal.request.UserRequest;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Expiry;
import io.jolt.client.tcp.HeadersOnPlainBroker;
import org.jspecify.annotations.Nullable;

/**
 * Takes users' requests: reserves room, and passes them to the open connection or, while
 * there is none, keeps them in order for the next one.
 */
final class Outbox implements Deadlines.Holder {

	private final ClientContext context;

	private final RequestRoom room;

	// guarded by this
	private final ArrayDeque<UserRequest<?>> waiting = new ArrayDeque<>();

	// why requests are not accepted, null while they are; written under this lock, read
	// by any thread
	private volatile @Nullable String refusal = "the client is not started; call start() or connect()";

	// whether it has been neither started nor closed; written under this lock, read by
	// any thread
	private volatile boolean untouched = true;

	// starts the client if it is used before, null if nothing does
	private volatile @Nullable Runnable starter;

	// where requests go at once; written under this lock, read by any thread
	private volatile @Nullable BrokerConnection connection;

	Outbox(ClientContext context) {
		this.context = context;
		this.room = context.room();
		context.deadlines().add(this);
	}

	/**
	 * Sets what starts the client when a request comes before it was ever started.
	 * @param starter runs on the requesting thread, or {@code null} for none
	 */
	void starter(@Nullable Runnable starter) {
		this.starter = starter;
	}

	/**
	 * Publishes now or later. Blocks while there is no room, or while it writes.
	 * @param request the request, whose future tells the outcome
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	void publish(PublishRequest request) {
		if (isRefused(request)) {
			return;
		}
		if (isToCompress(request)) {
			request.compress(this.context.options().compression());
		}
		if (!publishAtOnce(request)) {
			submit(request, request.encodeToWait(this.context.encoder()));
		}
	}

	// not in vain, where it is known that the text would go as it is
	private boolean isToCompress(PublishRequest request) {
		Boolean chosen = request.compression();
		if (!((chosen != null) ? chosen : this.context.options().compression().byDefault())) {
			return false;
		}
		BrokerConnection open = this.connection;
		BrokerProfile profile = (open != null) ? open.profile() : null;
		return profile == null || profile.knowsHeaders() || isRequired(chosen);
	}

	// whether a message does not go with its text as it is
	private boolean isRequired(@Nullable Boolean compression) {
		return compression != null && compression
				&& this.context.options().headersOnPlainBroker() != HeadersOnPlainBroker.DROP;
	}

	boolean isUntouched() {
		return this.untouched;
	}

	private boolean isRefused(UserRequest<?> request) {
		if (this.refusal == null) {
			return false;
		}
		Runnable start = this.starter;
		if (this.untouched && start != null) {
			try {
				start.run();
			}
			catch (RuntimeException ex) {
				request.completeExceptionally(
						request.notSent(new JoltException("the client could not be started: " + ex.getMessage(), ex)));
				return true;
			}
		}
		String refused = this.refusal;
		if (refused != null) {
			fail(request, refused);
		}
		return refused != null;
	}

	// nearly every publish: encoded for the open connection, and copied once to where it
	// is written from. Returns false if that is not possible.
	private boolean publishAtOnce(PublishRequest request) {
		BrokerConnection open = this.connection;
		BrokerProfile profile = (open != null) ? open.profile() : null;
		if (open != null && request.asks() && !isAskable(open.inbox())) {
			fail(request, unaskable(open, open.inbox()));
			return true;
		}
		if (open == null || profile == null || (needsHeaders(request) && !profile.knowsHeaders())) {
			return false;
		}
		ReplyInbox inbox = request.asks() ? open.inbox() : null;
		RequestEncoder encoder = this.context.encoder();
		LineBuffer line = request.encode(encoder, fields(request, profile, inbox), profile.sizedLimit());
		try {
			int length = line.length();
			if (length - 1 > Math.min(profile.maxLineBytes(), this.context.options().maxLineBytes())
					|| length > this.room.bytes().limit()) {
				// perhaps it fits without optional headers
				return false;
			}
			if (!reserve(request, length)) {
				return true;
			}
			request.expectAnswer(profile.acknowledgesPublishes());
			watch(request);
			askOn(inbox, request, open);
			if (!open.send(request, line.bytes(), line.offset(), length, false)) {
				giveBack(request);
				return false;
			}
			request.forgetMessage();
			watchAgain(request);
			return true;
		}
		finally {
			encoder.release(line);
		}
	}

	private static boolean needsHeaders(PublishRequest request) {
		return request.hasHeaders() || request.isCompressed();
	}

	private static PublishFields fields(PublishRequest request, BrokerProfile profile, @Nullable ReplyInbox inbox) {
		return (inbox != null) ? inbox.fields(request.isCompressed()) : PublishFields
			.of(request.isCompressed() && profile.knowsHeaders(), request.counts() && profile.knowsCount());
	}

	private static boolean isAskable(@Nullable ReplyInbox inbox) {
		return inbox != null && inbox.refusal() == null;
	}

	private static String unaskable(BrokerConnection open, @Nullable ReplyInbox inbox) {
		JoltException refusal = (inbox != null) ? inbox.refusal() : null;
		return (refusal != null) ? "the broker lets no reply come back: " + refusal.getMessage()
				: Failures.requestsUnknown(open);
	}

	/**
	 * Sends a request now or later. Blocks while there is no room, or while it writes.
	 * @param request the request, whose future tells the outcome
	 */
	void submit(UserRequest<?> request) {
		submit(request, request.line().length);
	}

	// its line may become longer than it is now
	private void submit(UserRequest<?> request, int longestLine) {
		if (isRefused(request) || !reserveLine(request, longestLine)) {
			return;
		}
		watch(request);
		BrokerConnection open = this.connection;
		if (open == null || (admit(request, open)
				&& !open.send(request, request.line(), 0, request.line().length, request.isWrittenElsewhere()))) {
			submitUnderLock(request);
		}
		watchAgain(request);
	}

	// before it is sent, because the write may block
	private void watch(UserRequest<?> request) {
		this.context.deadlines().watch(request.deadlineNanos());
	}

	// and after, as the timer may have fired before anything held the request, which had
	// waited for room until its deadline
	private void watchAgain(UserRequest<?> request) {
		if (!request.isDone()) {
			watch(request);
		}
	}

	private void submitUnderLock(UserRequest<?> request) {
		BrokerConnection open;
		synchronized (this) {
			String refused = this.refusal;
			if (refused != null) {
				drop(request, request.notSent(refused));
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
		if (open.failure() != null) {
			return false;
		}
		if (!admit(request, open)) {
			return true;
		}
		boolean enqueued = open.enqueue(request);
		if (enqueued) {
			request.forgetLine();
		}
		return enqueued;
	}

	private boolean reserveLine(UserRequest<?> request, int longestLine) {
		shorten(request, this.context.options().maxLineBytes());
		int length = request.line().length;
		int shortest = shortestLine(request);
		if (shortest > this.context.options().maxLineBytes()) {
			fail(request, "its line has " + shortest + " bytes, and the limit is "
					+ this.context.options().maxLineBytes() + " (maxLineBytes)");
			return false;
		}
		if (length > this.room.bytes().limit()) {
			fail(request, "its line has " + length + " bytes, and the outgoing buffer holds only "
					+ this.room.bytes().limit());
			return false;
		}
		// one that would be too long is not sent
		return reserve(request, (longestLine <= maxLine() + 1) ? Math.max(length, longestLine) : length);
	}

	// the longest line that can be written, without its LF
	private int maxLine() {
		return (int) Math.min(this.context.options().maxLineBytes(), this.room.bytes().limit() - 1);
	}

	private boolean reserve(UserRequest<?> request, int length) {
		if (this.room.tryAcquire(length) || awaitRoom(request, length)) {
			request.reserved(length);
			return true;
		}
		return false;
	}

	private void giveBack(UserRequest<?> request) {
		this.room.leftBuffer(request);
		this.room.released(request);
		request.reserved(0);
	}

	private boolean awaitRoom(UserRequest<?> request, int length) {
		try {
			if (this.room.bytes().acquire(length, remaining(request))) {
				if (this.room.answers().acquire(1, remaining(request))) {
					return true;
				}
				this.room.bytes().release(length);
			}
			fail(request, "there was no room in the outgoing buffer within " + request.timeLimit()
					+ " because the broker takes or answers too slowly");
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

	// depends on the broker, so decided when a connection takes the request
	private boolean admit(UserRequest<?> request, BrokerConnection open) {
		BrokerProfile profile = open.profile();
		if (profile == null) {
			return true;
		}
		PublishRequest publish = (request instanceof PublishRequest published) ? published : null;
		ReplyInbox inbox = (publish != null && publish.asks()) ? open.inbox() : null;
		if (publish != null && !adapt(publish, open, profile, inbox)) {
			return false;
		}
		int limit = Math.min(profile.maxLineBytes(), maxLine());
		shorten(request, limit);
		if (request.line().length - 1 > limit) {
			drop(request, request.notSent(
					"its line has " + (request.line().length - 1) + " bytes, and the broker accepts only " + limit));
			return false;
		}
		askOn(inbox, request, open);
		return true;
	}

	// just before it is sent
	private void askOn(@Nullable ReplyInbox inbox, UserRequest<?> request, BrokerConnection open) {
		if (inbox != null && request instanceof AskRequest ask) {
			inbox.subscribe(this.context.encoder(), open::enqueue);
			ask.askedOn(inbox);
		}
	}

	private boolean adapt(PublishRequest publish, BrokerConnection open, BrokerProfile profile,
			@Nullable ReplyInbox inbox) {
		publish.expectAnswer(profile.acknowledgesPublishes());
		if (publish.asks() && !isAskable(inbox)) {
			drop(publish, publish.notSent(unaskable(open, inbox)));
			return false;
		}
		if (publish.hasHeaders() && !profile.knowsHeaders() && !dropHeaders(publish)) {
			return false;
		}
		if (publish.isCompressed() && !profile.knowsHeaders() && isRequired(publish.compression())) {
			drop(publish, publish.notSent("it is to be compressed, which a header has to say, and the broker does not"
					+ " know headers; headersOnPlainBroker(DROP) would send its text as it is"));
			return false;
		}
		publish.encodeAgain(this.context.encoder(), fields(publish, profile, inbox));
		return true;
	}

	// without the LF
	private static int shortestLine(UserRequest<?> request) {
		int slack = (request instanceof PublishRequest publish) ? publish.slackBytes() : 0;
		return request.line().length - 1 - slack;
	}

	// optional headers must not prevent a message from being sent
	private void shorten(UserRequest<?> request, int maxLineBytes) {
		if (shortestLine(request) > maxLineBytes && request instanceof PublishRequest publish) {
			publish.dropOptionalHeaders(this.context.encoder());
		}
	}

	private boolean dropHeaders(PublishRequest publish) {
		if (!publish.needsHeaders() || this.context.options().headersOnPlainBroker() == HeadersOnPlainBroker.DROP) {
			publish.dropHeaders(this.context.encoder());
			return true;
		}
		drop(publish, publish.notSent("it has headers, and the broker does not know headers;"
				+ " headersOnPlainBroker(DROP) would send it without them"));
		return false;
	}

	// it has no room to return yet, and no dependent can wait: this is the caller's
	// thread
	private static void fail(UserRequest<?> request, String why) {
		request.completeExceptionally(request.notSent(why));
	}

	private void drop(UserRequest<?> request, JoltNotSentException failure) {
		request.failed(failure, this.context.completions());
		this.room.leftBuffer(request);
		this.room.released(request);
	}

	/**
	 * Accepts requests from now on.
	 */
	synchronized void start() {
		this.untouched = false;
		this.refusal = null;
	}

	/**
	 * Accepts no more requests, and fails those that wait.
	 * @param why the reason for the failures
	 */
	synchronized void stop(String why) {
		this.untouched = false;
		this.refusal = why;
		this.connection = null;
		this.waiting.forEach((request) -> drop(request, request.notSent(why)));
		this.waiting.clear();
	}

	/**
	 * Hands what waits, and all that follows, to a connection. Call
	 * {@link BrokerConnection#flush()} afterwards.
	 * @param open the connection
	 */
	synchronized void open(BrokerConnection open) {
		List<UserRequest<?>> taken = new ArrayList<>(this.waiting);
		this.waiting.clear();
		for (UserRequest<?> request : taken) {
			if (request.isDone()) {
				// cancelled or otherwise given up: no longer wanted
				drop(request, request.notSent("its future had ended"));
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
			boolean late = expiry.isLate(request.deadlineNanos());
			if (late) {
				drop(request,
						request.notSent("there was no open connection to a broker within " + request.timeLimit()));
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
		return this.room.bytes().used();
	}

	/**
	 * How many requests have not had their answer.
	 * @return the number
	 */
	long unanswered() {
		return this.room.answers().used();
	}

}
