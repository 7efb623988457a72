package io.jolt.client.spi.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of one side of a call, in order. Safe for use by several threads.
 */
final class CallSender {

	private final CallSession call;

	private final Peer peer;

	// added to under the call's lock, emptied by one thread at a time
	private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

	private final SerialRun sending;

	// whether the other side knows who sends the frames of the call that it has got; set
	// once, by any thread
	private volatile boolean known;

	/**
	 * Creates a sender.
	 * @param call the call, which is told what became of each frame
	 * @param peer the other side
	 * @param known whether the other side expects frames from nobody else
	 */
	CallSender(CallSession call, Peer peer, boolean known) {
		this.call = call;
		this.peer = peer;
		this.known = known;
		this.sending = new SerialRun(this::send, call.frameThreads());
	}

	/**
	 * The other side has chosen this one, of those that may have accepted.
	 */
	void known() {
		this.known = true;
	}

	/**
	 * Adds a frame. Call {@link #run()} or {@link #start()} afterwards, without the
	 * call's lock.
	 * @param message the frame
	 * @param sent completes when it was handed over, {@code null} if nobody waits for
	 * that
	 */
	void add(JoltMessage message, @Nullable CompletableFuture<Void> sent) {
		this.frames.add(new Frame(message, sent));
	}

	/**
	 * Sends what is there, on this thread if no other one does. May block for room.
	 */
	void run() {
		this.sending.run();
	}

	/**
	 * Sends what is there, on another thread. Never blocks.
	 */
	void start() {
		this.sending.start();
	}

	/**
	 * Drops what was not sent.
	 * @return who waits for it
	 */
	List<CompletableFuture<Void>> drop() {
		List<CompletableFuture<Void>> waiting = new ArrayList<>();
		Frame frame = this.frames.poll();
		while (frame != null) {
			if (frame.sent != null) {
				waiting.add(frame.sent);
			}
			frame = this.frames.poll();
		}
		return waiting;
	}

	private void send() {
		Frame frame = this.frames.poll();
		while (frame != null) {
			send(frame);
			frame = this.frames.poll();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the call tells all outcomes
	private void send(Frame frame) {
		boolean end = Frames.END.equals(Frames.frame(frame.message));
		(this.known ? this.peer.send(frame.message) : this.peer.introduce(frame.message, this.call.inbox()))
			.whenComplete((result, failure) -> this.call.sent(end, result, failure));
		CompletableFuture<Void> sent = frame.sent;
		if (sent != null) {
			this.call.completions().execute(() -> sent.complete(null));
		}
	}

	/**
	 * What is to be sent.
	 *
	 * @param message the frame
	 * @param sent completes when it was handed over, {@code null} if nobody waits for
	 * that
	 */
	private record Frame(JoltMessage message, @Nullable CompletableFuture<Void> sent) {

	}

}
