package io.jolt.client.internal.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.InboundFrame;
import io.jolt.client.internal.protocol.LineFramer;
import io.jolt.client.internal.protocol.ProtocolException;
import io.jolt.client.internal.request.PendingAnswers;
import io.jolt.client.internal.request.Request;
import io.jolt.client.internal.runtime.CompletionBatch;
import io.jolt.client.internal.security.OwnPasswords;
import io.jolt.client.internal.transport.SocketTransport;
import org.jspecify.annotations.Nullable;

/**
 * The reader's side of a connection: cuts the input into lines, gives each answer to its
 * request, and passes deliveries on. Owned by the reader's thread.
 */
final class AnswerReader implements SocketTransport.Reader, LineFramer.LineConsumer {

	private static final int FIRST_ACCEPTING = 16;

	private final ClientContext context;

	private final BrokerConnection connection;

	private final PendingAnswers pending;

	private final Heartbeat heartbeat;

	private final Conversation conversation;

	private final LineFramer framer;

	private final FrameDecoder decoder = new FrameDecoder();

	private final CompletionBatch completions;

	private long nowNanos;

	// the answers that only accept, whose requests do not know it yet
	private Answer[] accepting = new Answer[FIRST_ACCEPTING];

	private int unsettled;

	private final List<Request<?>> polled = new ArrayList<>();

	AnswerReader(ClientContext context, BrokerConnection connection, PendingAnswers pending, Heartbeat heartbeat,
			Conversation conversation) {
		this.context = context;
		this.connection = connection;
		this.pending = pending;
		this.heartbeat = heartbeat;
		this.conversation = conversation;
		this.framer = new LineFramer(context.options().maxLineBytes());
		this.completions = new CompletionBatch(context.completer());
	}

	@Override
	public void onBytes(byte[] buffer, int offset, int length, Executor afterwards) {
		if (this.connection.failure() != null) {
			// a read that a close is about to end may still return later data
			return;
		}
		this.nowNanos = this.context.nanoTime();
		this.heartbeat.signOfLife(this.nowNanos);
		this.connection.heard();
		try {
			this.framer.feed(buffer, offset, length, this);
		}
		finally {
			try {
				settle();
			}
			finally {
				// a task that borrows this thread waits until readDone returns
				Executor lent = this.conversation.mayBlockWhenDone() ? this.context.threads() : afterwards;
				this.completions.flush(lent);
				// what waits only for these answers
				this.connection.flushElsewhere();
				this.conversation.readDone(lent);
			}
		}
	}

	@Override
	public void sized(byte[] bytes, int offset, int length, int dataLength) {
		deliver(this.decoder.decodeSized(bytes, offset, length, dataLength));
	}

	@Override
	public void line(byte[] bytes, int offset, int length) {
		InboundFrame frame = this.decoder.decode(bytes, offset, length);
		if (frame instanceof Delivery delivery) {
			deliver(delivery);
		}
		else if (frame instanceof Answer answer) {
			if (answer.onlyAccepts()) {
				accept(answer);
			}
			else {
				answer(blanked(answer));
			}
		}
	}

	private void deliver(Delivery delivery) {
		if (this.unsettled > 0 && this.conversation.mayBlock()) {
			// a caller may be waiting for what came before
			settle();
		}
		this.conversation.delivered(delivery);
	}

	// nearly every answer: kept, as all that one read brings are settled at once
	private void accept(Answer answer) {
		if (this.unsettled == this.accepting.length) {
			this.accepting = Arrays.copyOf(this.accepting, 2 * this.unsettled);
		}
		this.accepting[this.unsettled++] = answer;
	}

	private void settle() {
		int answers = this.unsettled;
		if (answers == 0) {
			return;
		}
		this.unsettled = 0;
		this.pending.poll(answers, this.polled);
		int next = 0;
		long places = 0;
		int settled = 0;
		for (; settled < answers && next < this.polled.size(); settled++) {
			Request<?> request = this.polled.get(next);
			if (request.answered(this.accepting[settled], this.nowNanos, this.completions)) {
				places += request.release();
				next++;
			}
		}
		for (int i = this.polled.size() - 1; i >= next; i--) {
			putBack(this.polled.get(i));
		}
		this.polled.clear();
		this.context.room().released(places);
		if (settled < answers) {
			unclaimed(this.accepting[settled]);
		}
	}

	// before anything else sees it
	private Answer blanked(Answer answer) {
		String error = answer.error();
		BrokerHello hello = answer.hello();
		if (error == null && hello == null) {
			return answer;
		}
		OwnPasswords passwords = this.context.passwords();
		return new Answer(answer.ok(), (error != null) ? passwords.blank(error) : null,
				(hello != null) ? new BrokerHello(passwords.blank(hello.broker()), hello.version(),
						hello.features().stream().map(passwords::blank).collect(Collectors.toSet()),
						hello.maxLineBytes(), hello.inbox()) : null);
	}

	private void answer(Answer answer) {
		settle();
		BrokerHello hello = answer.hello();
		if (hello != null && hello.features().contains(BrokerHello.SIZED_DATA)) {
			this.framer.allowSizedData();
		}
		if (hello != null && hello.features().contains(ConnectionInfo.GROUPS)) {
			this.framer.allowGroups();
		}
		Request<?> request = this.pending.poll();
		if (Failures.endsConnection(answer, request != null)) {
			if (request != null) {
				putBack(request);
			}
			this.connection.fail(new TurnedAwayException(this.connection.address(), answer));
		}
		else if (request == null) {
			unclaimed(answer);
		}
		else if (!answer.ok() && request.isNeverRefused() && !this.connection.acknowledgesPublishes()) {
			putBack(request);
			unclaimed(answer);
		}
		else if (request.answered(answer, this.nowNanos, this.completions)) {
			this.context.room().released(request);
		}
		else {
			putBack(request);
		}
	}

	private void putBack(Request<?> request) {
		if (!this.pending.putBack(request)) {
			request.failed(request.unknown(this.connection.failure()), this.completions);
			this.context.room().released(request);
		}
	}

	private void unclaimed(Answer answer) {
		if (this.connection.failure() != null) {
			return;
		}
		if (answer.ok() || this.connection.acknowledgesPublishes()) {
			throw new ProtocolException("Received an answer that no request waits for: " + answer.words());
		}
		this.conversation.unclaimedError(answer);
	}

	@Override
	public void onEnd(@Nullable Exception cause) {
		Exception failure = (cause instanceof ProtocolException protocol) ? this.context.passwords().blank(protocol)
				: cause;
		this.connection.fail(this.connection.lost(failure));
	}

}
