package io.jolt.client.spi.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Expiry;
import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client: those that it opens and those that it accepts. Safe for use by
 * several threads.
 */
final class Calls {

	private static final String TOO_MANY_CALLS = "too_many_calls";

	private static final int MAX_TURNED_AWAY = 256;

	private final ExchangeTransport transport;

	private final ExchangeOptions options;

	private final RandomIds ids;

	// run users' code, which may block
	private final CallThreads threads;

	// send frames, and never run users' code
	private final CallThreads frameThreads;

	// those that nobody has accepted
	private final Map<String, CallOpening> openings = new ConcurrentHashMap<>();

	// those that this client opened
	private final Map<String, CallSession> opened = new ConcurrentHashMap<>();

	// those that it accepted; one that it also opened is in both
	private final Map<String, CallSession> accepted = new ConcurrentHashMap<>();

	// so many may wait to be told that they were too late; further ones notice by the
	// silence
	private final Semaphore turnedAway = new Semaphore(MAX_TURNED_AWAY);

	private final RecentCalls recent = new RecentCalls();

	private final LongAdder unclaimed = new LongAdder();

	Calls(ExchangeTransport transport, ExchangeOptions options, RandomIds ids) {
		this.transport = transport;
		this.options = options;
		this.ids = ids;
		this.threads = new CallThreads(transport.threads());
		this.frameThreads = new CallThreads(transport.threads());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the opening tells all outcomes
	CompletableFuture<JoltCall> open(JoltMessage first, CallOptions requested) {
		CallOptions callOptions = this.options.applyTo(requested);
		if (size() >= this.options.maxOpenCalls()) {
			return CompletableFuture.failedFuture(new JoltNotSentException("The call to topic '"
					+ LogText.of(first.topic()) + "' was not opened: " + size() + " calls are open (maxOpenCalls)"));
		}
		Duration timeout = callOptions.publishOptions().timeout();
		Duration patience = (timeout != null) ? timeout : this.options.replyTimeout();
		CallOpening opening = new CallOpening(this.ids.next(), first.topic(), callOptions,
				Deadlines.after(nanoTime(), patience), this::forget);
		this.openings.put(opening.id(), opening);
		this.transport.deadlines().watch(opening.deadlineNanos());
		JoltMessage open;
		try {
			open = Frames.open(first, opening.id(), callOptions.window().orElseThrow(), callOptions.more());
		}
		catch (RuntimeException ex) {
			// a message of a user's class may throw anything, and must not keep a place
			failed(opening, new JoltNotSentException("The call to topic '" + LogText.of(first.topic())
					+ "' was not opened because its first item cannot be read: " + ex, ex));
			return opening;
		}
		this.transport.ask(open, callOptions.publishOptions().withTimeout(patience), opening::sending)
			.whenComplete((result, failure) -> published(opening, result, failure));
		return opening;
	}

	private void published(CallOpening opening, @Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure instanceof JoltOutcomeUnknownException) {
			failed(opening, broken(opening, failure));
		}
		else if (failure != null) {
			failed(opening, failure);
		}
		else if (isUnheard(result)) {
			failed(opening,
					new JoltNoResponderException(
							"Nobody received the call to topic '" + LogText.of(opening.topic())
									+ "': nobody is subscribed to it. Is the application that answers it running?",
							null));
		}
		else {
			opening.published();
			if (opening.deadlineNanos() - nanoTime() <= 0) {
				late(opening);
			}
		}
	}

	private static boolean isUnheard(@Nullable PublishResult result) {
		return result != null && result.subscribers().isPresent() && result.subscribers().getAsInt() == 0;
	}

	private void failed(CallOpening opening, Throwable failure) {
		opening.completeExceptionally(failure);
	}

	// it may be accepted yet
	private void forget(CallOpening opening) {
		if (this.openings.remove(opening.id(), opening)) {
			this.recent.add(opening.id());
		}
	}

	private static JoltCallBrokenException broken(CallOpening opening, Throwable cause) {
		return new JoltCallBrokenException("The call to topic '" + LogText.of(opening.topic())
				+ "' broke before it was accepted: " + cause.getMessage(), cause);
	}

	private void late(CallOpening opening) {
		failed(opening,
				new JoltReplyTimeoutException("Nobody accepted the call to topic '" + LogText.of(opening.topic())
						+ "' in time. Does the application that receives it answer calls?", null));
	}

	/**
	 * Accepts a call.
	 * @param open the message that opens it
	 * @param callOptions this side's window
	 * @return the call
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the call tells all outcomes
	CallSession accept(JoltMessage open, CallOptions callOptions) {
		String id = Frames.call(open);
		String replyTo = Frames.replyTo(open);
		if (id == null || replyTo == null || !Frames.OPEN.equals(Frames.frame(open))) {
			throw new IllegalStateException(
					"The message from topic '" + LogText.of(open.topic()) + "' does not open a call");
		}
		CallOpening own = this.openings.get(id);
		Inbox ownInbox = (own != null) ? own.inbox() : null;
		Inbox self = (ownInbox != null && ownInbox.topic().equals(replyTo)) ? ownInbox : null;
		boolean taken = this.accepted.containsKey(id)
				|| (self == null && (own != null || this.opened.containsKey(id) || this.recent.contains(id)));
		CallSession call = new CallSession(this, id, open.topic(), (self != null)
				? new Twin(id, replyTo, this.opened, this::receivedFromSelf) : new Wire(this.transport, replyTo), false,
				this.options.applyTo(callOptions));
		call.input().first(open);
		int credit = call.input().open();
		boolean more = Frames.hasMore(open);
		if (!more) {
			call.input().end(0);
		}
		if (!taken && size() >= this.options.maxOpenCalls()) {
			call.fail(TOO_MANY_CALLS, "");
			return call;
		}
		if (taken || this.accepted.putIfAbsent(id, call) != null) {
			// another listener of this client, or this client's call that another client
			// was faster to accept
			call.outrun();
			return call;
		}
		this.transport.deadlines().watch(nanoTime() + this.options.aliveInterval().toNanos());
		// before the caller can answer the accept, and end the call
		call.credited(open.headers().containsKey(JoltMessageHeaders.CREDIT)
				? Frames.number(open, JoltMessageHeaders.CREDIT) : 0);
		if (call.isConcluded()) {
			return call;
		}
		JoltMessage accept = Frames.accept(id, replyTo, more ? credit : 0);
		if (self != null) {
			call.inbox(self);
			receivedFromSelf(Frames.answeredTo(accept, replyTo));
		}
		else {
			this.transport.ask(accept, PublishOptions.DEFAULT, call::inbox)
				.whenComplete((result, failure) -> call.sent(false, result, failure));
		}
		return call;
	}

	/**
	 * Takes a frame. On the thread that reads.
	 * @param frame its kind
	 * @param message the frame
	 * @param completions completes users' futures
	 */
	void received(String frame, JoltMessage message, Consumer<Runnable> completions) {
		String id = Frames.call(message);
		CallSession call = (id != null) ? find(id) : null;
		if (id == null) {
			this.unclaimed.increment();
		}
		else if (call != null && !Frames.ACCEPT.equals(frame) && call.isFromPeer(message)) {
			call.received(frame, message);
		}
		else {
			receivedBefore(id, frame, message, completions);
		}
	}

	// for a call that is not accepted, as far as this side knows
	private void receivedBefore(String id, String frame, JoltMessage message, Consumer<Runnable> completions) {
		CallOpening opening = this.openings.get(id);
		if (Frames.ACCEPT.equals(frame)) {
			accepted(message);
		}
		else if (opening != null && Frames.FAILED.equals(frame)) {
			completions.accept(() -> failed(opening,
					Frames.callFailure("call to topic '" + LogText.of(opening.topic()) + "'", message)));
		}
		else if (opening != null && Frames.CANCEL.equals(frame)) {
			completions.accept(() -> failed(opening, new CancellationException("The other side cancelled the call")));
		}
		else {
			this.unclaimed.increment();
		}
	}

	private void receivedFromSelf(JoltMessage message) {
		String id = Frames.call(message);
		String frame = Frames.frame(message);
		if (id != null && frame != null) {
			receivedBefore(id, frame, message, completions()::execute);
		}
	}

	boolean isAccepted(String id) {
		return this.accepted.containsKey(id);
	}

	private @Nullable CallSession find(String id) {
		CallSession call = this.opened.get(id);
		return (call != null) ? call : this.accepted.get(id);
	}

	// the first to accept counts
	private void accepted(JoltMessage accept) {
		String id = Frames.call(accept);
		String replyTo = Frames.replyTo(accept);
		if (id == null || replyTo == null) {
			this.unclaimed.increment();
			return;
		}
		CallOpening opening = this.openings.get(id);
		Inbox inbox = (opening != null) ? opening.inbox() : null;
		if (opening == null || inbox == null || opening.isDone()) {
			turnAway(id, replyTo);
			return;
		}
		boolean self = inbox.topic().equals(replyTo);
		CallSession call = new CallSession(this, id, opening.topic(),
				self ? new Twin(id, replyTo, this.accepted, (frame) -> {
				}) : new Wire(this.transport, replyTo), true, opening.options());
		call.inbox(inbox);
		call.input().open();
		this.opened.put(id, call);
		this.openings.remove(id, opening);
		this.transport.deadlines().watch(nanoTime() + this.options.aliveInterval().toNanos());
		call.credited(accept.headers().containsKey(JoltMessageHeaders.CREDIT)
				? Frames.number(accept, JoltMessageHeaders.CREDIT) : 0);
		completions().execute(() -> {
			if (!opening.complete(call)) {
				call.cancel();
			}
		});
	}

	// of several that accept, and of one that accepts too late; but not on behalf of
	// whoever invents an id
	@SuppressWarnings("FutureReturnValueIgnored") // it will notice by the silence
	private void turnAway(String id, String replyTo) {
		this.unclaimed.increment();
		boolean known = this.opened.containsKey(id) || this.openings.containsKey(id) || this.recent.contains(id);
		if (known && this.turnedAway.tryAcquire()) {
			this.frameThreads.execute(() -> {
				this.turnedAway.release();
				this.transport.send(Frames.plain(Frames.CANCEL, id, replyTo), PublishOptions.DEFAULT);
			});
		}
	}

	void forget(CallSession call) {
		(call.isCaller() ? this.opened : this.accepted).remove(call.id(), call);
		if (call.isCaller()) {
			this.recent.add(call.id());
		}
	}

	/**
	 * An inbox has ended: so have its calls.
	 * @param inbox the inbox
	 * @param cause why
	 */
	void ended(Inbox inbox, JoltException cause) {
		for (CallOpening opening : this.openings.values()) {
			if (opening.inbox() == inbox) {
				completions().execute(() -> failed(opening, broken(opening, cause)));
			}
		}
		sessions().filter((call) -> call.isServedBy(inbox))
			.forEach((call) -> call.broken("the connection ended: " + cause.getMessage(), cause));
	}

	void expire(Expiry expiry) {
		for (CallOpening opening : this.openings.values()) {
			if (expiry.isLate(opening.deadlineNanos()) && opening.isPublished()) {
				completions().execute(() -> late(opening));
			}
		}
		sessions().forEach((call) -> call.expire(expiry, this.options));
	}

	void close() {
		JoltException cause = new JoltException("the client was closed");
		this.openings.values()
			.forEach((opening) -> completions().execute(() -> failed(opening, broken(opening, cause))));
		sessions().forEach((call) -> call.closed(cause));
	}

	private Stream<CallSession> sessions() {
		return Stream.concat(this.opened.values().stream(), this.accepted.values().stream());
	}

	int size() {
		return this.openings.size() + this.opened.size() + this.accepted.size();
	}

	long unclaimed() {
		return this.unclaimed.sum();
	}

	long nanoTime() {
		return this.transport.nanoTime();
	}

	Executor completions() {
		return this.transport.completions();
	}

	Executor threads() {
		return this.threads;
	}

	Executor frameThreads() {
		return this.frameThreads;
	}

	/**
	 * The other side, over the broker.
	 *
	 * @param transport publishes
	 * @param topic its inbox
	 */
	private record Wire(ExchangeTransport transport, String topic) implements Peer {

		private static final PublishOptions COUNTED = PublishOptions.DEFAULT.withSubscriberCount();

		@Override
		public CompletableFuture<PublishResult> send(JoltMessage frame) {
			return this.transport.send(frame, COUNTED);
		}

		@Override
		public CompletableFuture<PublishResult> introduce(JoltMessage frame, @Nullable Inbox own) {
			return (own != null) ? send(Frames.answeredTo(frame, own.topic()))
					: this.transport.ask(frame, PublishOptions.DEFAULT, (inbox) -> {
					});
		}

	}

	/**
	 * The other side of a call that a client makes to itself: frames would come to one
	 * inbox and not say which side they are for.
	 *
	 * @param id the call's id
	 * @param topic the inbox of both sides
	 * @param sessions where the other side is
	 * @param before takes a frame for a side that is not there
	 */
	private record Twin(String id, String topic, Map<String, CallSession> sessions,
			Consumer<JoltMessage> before) implements Peer {

		@Override
		public CompletableFuture<PublishResult> introduce(JoltMessage frame, @Nullable Inbox own) {
			return send(frame);
		}

		@Override
		public CompletableFuture<PublishResult> send(JoltMessage frame) {
			CallSession other = this.sessions.get(this.id);
			String kind = Frames.frame(frame);
			if (other != null && kind != null) {
				other.received(kind, JoltMessage.of(frame.topic(), frame.data(), frame.headers()));
			}
			else {
				this.before.accept(frame);
			}
			return CompletableFuture.completedFuture(PublishResult.of(frame, true));
		}

	}

}
