package io.jolt.client.spi.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Expiry;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import io.jolt.client.spi.ProtocolHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of an accepted call. Frames from the other side change its state on the thread
 * that reads; what may block, such as sending frames and calling subscribers, runs on
 * other threads, in order. However it ends, it ends once, in {@link #conclude}.
 */
final class CallSession implements JoltCall {

	private static final Logger logger = LoggerFactory.getLogger(CallSession.class);

	private static final long MAX_CREDIT = 1L << 20;

	private static final String NOT_SENT = "An item could not be sent";

	// which part of the interval an "alive" may be sent early
	private static final int EARLY_ALIVES = 16;

	private final Calls calls;

	private final String id;

	private final String topic;

	private final Peer peer;

	// whether this side opened it
	private final boolean caller;

	private final CallInput input;

	// guarded by this
	private final CallOutput output;

	private final CallSender sender;

	// asks the source for items, which may be created while it is asked
	private final SerialRun pulling;

	// how often that was asked for and not done; guarded by this
	private int pulls;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	// when the other side was heard last; guarded by this
	private long heardNanos;

	// when something was sent last; guarded by this
	private long sentNanos;

	// guarded by this
	private boolean concluded;

	// where the other side's frames come to, null until that is known; written by the
	// thread that accepts, read by any
	private volatile @Nullable Inbox inbox;

	CallSession(Calls calls, String id, String topic, Peer peer, boolean caller, CallOptions options) {
		this.calls = calls;
		this.id = id;
		this.topic = topic;
		this.peer = peer;
		this.caller = caller;
		int window = options.window().orElseThrow();
		this.sender = new CallSender(this, peer, caller);
		this.pulling = new SerialRun(this::pull, calls.threads());
		this.input = new CallInput(this, window);
		this.output = new CallOutput(window, caller && !options.more());
		this.heardNanos = calls.nanoTime();
		this.sentNanos = this.heardNanos;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String topic() {
		return this.topic;
	}

	void inbox(Inbox itsInbox) {
		this.inbox = itsInbox;
	}

	@Nullable Inbox inbox() {
		return this.inbox;
	}

	boolean isServedBy(Inbox other) {
		return this.inbox == other;
	}

	boolean isCaller() {
		return this.caller;
	}

	CallInput input() {
		return this.input;
	}

	@Override
	public Flow.Publisher<JoltMessage> items() {
		return this.input;
	}

	@Override
	public CompletableFuture<Void> ended() {
		return this.ended.copy();
	}

	@Override
	public CompletableFuture<Void> send(JoltMessage item) {
		Objects.requireNonNull(item, "item");
		CompletableFuture<Void> sent = new CompletableFuture<>();
		try {
			send(item, sent);
		}
		catch (RuntimeException ex) {
			sent.completeExceptionally(ex);
		}
		return sent;
	}

	/**
	 * Sends an item that the source was asked for.
	 * @param item the item
	 * @throws RuntimeException if it cannot be sent
	 */
	void sendNext(JoltMessage item) {
		send(item, null);
	}

	private void send(JoltMessage item, @Nullable CompletableFuture<Void> sent) {
		// not under the lock, as they may be the user's code
		Map<String, String> headers = item.headers();
		ProtocolHeaders.requirePermitted(this.topic, headers);
		CallOutput.Item waiting = new CallOutput.Item(Objects.requireNonNull(item.data(), "data"), headers, sent);
		synchronized (this) {
			if (this.concluded || this.output.isEnding()) {
				throw new JoltNotSentException("The item was not sent: the call on topic '" + LogText.of(this.topic)
						+ (this.concluded ? "' has ended" : "' has no more items from this side"));
			}
			if (!this.output.add(waiting)) {
				throw new JoltNotSentException("The item was not sent: the other side of the call on topic '"
						+ LogText.of(this.topic)
						+ "' is slower, and as many items wait as its window has. Wait for the future of an earlier one");
			}
			pump();
		}
		this.sender.run();
	}

	@Override
	public void send(Flow.Publisher<JoltMessage> items) {
		items.subscribe(new ItemSource(this));
	}

	/**
	 * Takes the source of this side's items.
	 * @param subscription asks it for items
	 * @return {@code false} if it is not wanted
	 */
	boolean source(Flow.Subscription subscription) {
		boolean late;
		synchronized (this) {
			if (this.output.isEnding() || this.output.source() != null) {
				return false;
			}
			late = this.concluded;
			this.output.source(subscription);
			this.pulls++;
		}
		if (late) {
			this.input.whenTold(subscription::cancel);
		}
		this.pulling.start();
		return true;
	}

	@Override
	public void end() {
		synchronized (this) {
			if (this.concluded) {
				return;
			}
			this.output.ending();
			pump();
		}
		this.sender.run();
	}

	@Override
	public void fail(String code, String text) {
		failWith(new JoltReplyException(code, text));
	}

	/**
	 * Fails it, unless it has ended.
	 * @param failure what the other side is told
	 * @return {@code false} if it has ended
	 */
	boolean failWith(JoltReplyException failure) {
		boolean first = conclude(failure, Frames.error(this.id, this.peer.topic(), failure.code(), failure.text()));
		this.sender.run();
		return first;
	}

	@Override
	public void cancel() {
		if (conclude(new CancellationException("The call was cancelled"),
				Frames.plain(Frames.CANCEL, this.id, this.peer.topic()))) {
			this.input.clear();
			this.input.run();
		}
		this.sender.run();
	}

	/**
	 * Another one accepted it first: ends it without telling the other side, to which it
	 * never mattered. Never blocks.
	 */
	void outrun() {
		conclude(new CancellationException("Another one has accepted the call"), null);
	}

	/**
	 * Asks the other side for more items.
	 * @param credit how many
	 */
	void grant(long credit) {
		synchronized (this) {
			if (this.concluded) {
				return;
			}
			frame(Frames.credit(this.id, this.peer.topic(), credit), null);
		}
		this.sender.run();
	}

	/**
	 * The subscriber wants no more items.
	 */
	void inputAbandoned() {
		if (this.caller) {
			cancel();
			return;
		}
		boolean over;
		synchronized (this) {
			over = this.output.isOver();
		}
		if (over && !this.input.isComplete()) {
			cancel();
		}
	}

	/**
	 * Whether a frame is from the other side, and not from another that has accepted.
	 * @param frame the frame
	 * @return {@code true} if it is, as far as it can be told
	 */
	boolean isFromPeer(JoltMessage frame) {
		return Frames.isFrom(frame, this.peer.topic());
	}

	void subscriberFailed(Throwable cause) {
		logger.error("The subscriber of a call on topic '{}' failed", LogText.of(this.topic), LogThrowable.of(cause));
		failWith(new JoltReplyException(JoltReplyException.LISTENER_FAILED, ""));
	}

	/**
	 * Takes a frame. On the thread that reads.
	 * @param frame its kind
	 * @param message the frame
	 */
	void received(String frame, JoltMessage message) {
		synchronized (this) {
			this.heardNanos = this.calls.nanoTime();
		}
		if (!Frames.CANCEL.equals(frame)) {
			this.sender.known();
		}
		switch (frame) {
			case Frames.DATA -> check(this.input.add(message));
			case Frames.MORE_CREDIT -> credited(Frames.number(message, JoltMessageHeaders.CREDIT));
			case Frames.END -> {
				check(this.input.end(Frames.number(message, JoltMessageHeaders.SEQUENCE)));
				concludeIfComplete();
			}
			case Frames.FAILED ->
				conclude(Frames.callFailure("call on topic '" + LogText.of(this.topic) + "'", message), null);
			case Frames.CANCEL -> conclude(new CancellationException("The other side cancelled the call"), null);
			default -> {
				// it is alive, or newer than this side
			}
		}
		this.input.run();
	}

	private void check(@Nullable String violation) {
		if (violation != null) {
			broken(violation, null);
		}
	}

	/**
	 * Takes credit from the other side.
	 * @param more how many more items it takes
	 */
	void credited(long more) {
		boolean valid;
		boolean pull;
		synchronized (this) {
			pull = this.output.source() != null;
			this.pulls += pull ? 1 : 0;
			valid = more >= 0 && more <= MAX_CREDIT && this.output.credit() + more <= MAX_CREDIT;
			if (valid && !this.concluded) {
				this.output.granted(more);
				pump();
			}
		}
		if (pull) {
			this.pulling.start();
		}
		if (valid) {
			this.sender.start();
		}
		else {
			broken("the other side's credit is not a number from 0 to " + MAX_CREDIT, null);
		}
	}

	// this lock is held
	private void pump() {
		CallOutput.Item item = this.output.next();
		while (item != null) {
			frame(Frames.data(item, this.id, this.peer.topic(), this.output.sent()), item.sent());
			item = this.output.next();
		}
		if (this.output.takeEnd()) {
			frame(Frames.end(this.id, this.peer.topic(), this.output.sent()), null);
		}
	}

	// this lock is held
	private void frame(JoltMessage message, @Nullable CompletableFuture<Void> sent) {
		this.sentNanos = this.calls.nanoTime();
		this.sender.add(message, sent);
	}

	// by one thread at a time, which may block
	private void pull() {
		long pull;
		int done;
		Flow.Subscription source;
		synchronized (this) {
			done = this.pulls;
			pull = this.output.takePull();
			source = this.output.source();
		}
		if (pull > 0 && source != null) {
			try {
				source.request(pull);
			}
			catch (RuntimeException | Error ex) {
				logger.error("The items of a call on topic '{}' failed", LogText.of(this.topic), LogThrowable.of(ex));
				failWith(new JoltReplyException(JoltReplyException.LISTENER_FAILED, ""));
			}
		}
		synchronized (this) {
			this.pulls -= done;
		}
		this.input.run();
	}

	synchronized boolean isPulling() {
		return this.pulls > 0;
	}

	/**
	 * A frame was sent, or could not be.
	 * @param end whether it ends this side's stream
	 * @param result who received it, or {@code null}
	 * @param failure why it was not sent, or {@code null}
	 */
	void sent(boolean end, @Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure instanceof JoltNotSentException) {
			logger.warn("A call on topic '{}' broke because a part of it could not be sent: {}", LogText.of(this.topic),
					LogText.of(String.valueOf(failure.getMessage())));
			broken("a part of it could not be sent: " + failure.getMessage(), failure, NOT_SENT);
		}
		else if (failure != null) {
			broken("a part of it could not be sent: " + failure.getMessage(), failure);
		}
		else if (result != null && result.subscribers().isPresent() && result.subscribers().getAsInt() == 0) {
			broken("the other side has gone", null);
		}
		else if (end) {
			synchronized (this) {
				this.output.over();
			}
			concludeIfComplete();
			if (!this.caller && this.input.isAbandoned()) {
				// the other side's items are of no use any more
				cancel();
			}
		}
	}

	synchronized boolean isConcluded() {
		return this.concluded;
	}

	private void concludeIfComplete() {
		boolean complete;
		synchronized (this) {
			complete = this.output.isOver() && this.input.isComplete();
		}
		if (complete) {
			conclude(null, null);
		}
	}

	/**
	 * It cannot go on. Never blocks.
	 * @param why ends the sentence
	 * @param cause the cause, or {@code null}
	 */
	void broken(String why, @Nullable Throwable cause) {
		broken(why, cause, "");
	}

	private void broken(String why, @Nullable Throwable cause, String told) {
		conclude(new JoltCallBrokenException("The call on topic '" + LogText.of(this.topic) + "' broke: " + why, cause),
				Frames.error(this.id, this.peer.topic(), Frames.CALL_BROKEN, told));
		this.sender.start();
	}

	/**
	 * The client is closed.
	 * @param cause why
	 */
	void closed(JoltException cause) {
		conclude(
				new JoltCallBrokenException(
						"The call on topic '" + LogText.of(this.topic) + "' broke: " + cause.getMessage(), cause),
				null);
	}

	// the one exit; null for the proper end. Does nothing but once
	private boolean conclude(@Nullable Throwable cause, @Nullable JoltMessage farewell) {
		List<CompletableFuture<Void>> dropped = new ArrayList<>();
		Flow.Subscription source;
		synchronized (this) {
			if (this.concluded) {
				return false;
			}
			this.concluded = true;
			this.output.clear().forEach((item) -> dropped.add(item.sent()));
			dropped.removeIf(Objects::isNull);
			source = this.output.isEnding() ? null : this.output.source();
			if (cause != null) {
				dropped.addAll(this.sender.drop());
			}
			if (farewell != null) {
				frame(farewell, null);
			}
		}
		this.calls.forget(this);
		if (cause != null) {
			this.input.fail(cause);
		}
		this.calls.completions().execute(() -> {
			if (cause != null) {
				this.ended.completeExceptionally(cause);
				dropped.forEach((sent) -> sent.completeExceptionally(cause));
			}
			else {
				this.ended.complete(null);
			}
		});
		if (source != null) {
			// then, as a source that is made of the input is to learn why
			this.input.whenTold(source::cancel);
		}
		this.input.run();
		return true;
	}

	/**
	 * Says that it is alive if it has been silent for long, and breaks if the other side
	 * has been.
	 * @param expiry tells what is late
	 * @param options how long is long
	 */
	void expire(Expiry expiry, ExchangeOptions options) {
		boolean silent;
		synchronized (this) {
			silent = expiry.isLate(this.heardNanos + options.silenceLimit().toNanos());
			long intervalNanos = options.aliveInterval().toNanos();
			// a little early, so that thousands of calls do not need a timer each
			if (!silent && !this.concluded
					&& expiry.isLate(this.sentNanos + intervalNanos, intervalNanos / EARLY_ALIVES)) {
				frame(Frames.plain(Frames.ALIVE, this.id, this.peer.topic()), null);
				expiry.isLate(this.sentNanos + intervalNanos);
				this.sender.start();
			}
		}
		if (silent) {
			broken("the other side has been silent for " + options.silenceLimit().toSeconds() + " s", null);
		}
	}

	Executor completions() {
		return this.calls.completions();
	}

	// for users' code
	Executor threads() {
		return this.calls.threads();
	}

	// for frames, which must not wait for users' code
	Executor frameThreads() {
		return this.calls.frameThreads();
	}

	@Override
	public String toString() {
		return "JoltCall[" + this.id + ", topic=" + this.topic + "]";
	}

}
