package io.jolt.client.internal.session;

import java.util.stream.Collectors;

import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.InboundFrame;
import io.jolt.client.internal.protocol.LineFramer;
import io.jolt.client.internal.protocol.ProtocolException;
import io.jolt.client.internal.security.OwnPasswords;
import io.jolt.client.internal.transport.SocketTransport;
import org.jspecify.annotations.Nullable;

/**
 * The reader's side of a connection: cuts what comes into lines, gives each answer to the
 * request it belongs to, and passes deliveries on. Owned by the reader's thread.
 */
final class AnswerReader implements SocketTransport.Reader {

	private final ClientContext context;

	private final BrokerConnection connection;

	private final PendingAnswers pending;

	private final Heartbeat heartbeat;

	private final ConnectionEvents events;

	private final LineFramer framer;

	private final FrameDecoder decoder = new FrameDecoder();

	private final CompletionBatch completions;

	private final LineFramer.LineConsumer lines = this::line;

	private long nowNanos;

	AnswerReader(ClientContext context, BrokerConnection connection, PendingAnswers pending, Heartbeat heartbeat,
			ConnectionEvents events) {
		this.context = context;
		this.connection = connection;
		this.pending = pending;
		this.heartbeat = heartbeat;
		this.events = events;
		this.framer = new LineFramer(context.options().maxLineBytes());
		this.completions = new CompletionBatch(context.completer());
	}

	@Override
	public void onBytes(byte[] buffer, int offset, int length) {
		this.nowNanos = this.context.nanoTime();
		this.heartbeat.signOfLife(this.nowNanos);
		this.connection.heard();
		try {
			this.framer.feed(buffer, offset, length, this.lines);
		}
		finally {
			this.completions.flush();
			this.events.readDone();
		}
	}

	private void line(byte[] bytes, int offset, int length) {
		InboundFrame frame = this.decoder.decode(bytes, offset, length);
		if (frame instanceof Delivery delivery) {
			this.events.delivered(delivery);
		}
		else if (frame instanceof Answer answer) {
			answer(blanked(answer));
		}
	}

	// before anybody sees it
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
						hello.maxLineBytes()) : null);
	}

	private void answer(Answer answer) {
		Request<?> request = this.pending.poll();
		if (Failures.endsConnection(answer, request != null)) {
			if (request != null) {
				putBack(request);
			}
			this.connection.fail(new TurnedAwayException(this.connection.address(), Failures.words(answer)));
		}
		else if (request == null) {
			unclaimed(answer);
		}
		else if (!answer.ok() && request.isNeverRefused() && !this.connection.acknowledgesPublishes()) {
			putBack(request);
			unclaimed(answer);
		}
		else if (request.answered(answer, this.nowNanos, this.completions)) {
			request.released();
		}
		else {
			putBack(request);
		}
	}

	private void putBack(Request<?> request) {
		if (!this.pending.putBack(request)) {
			request.failed(Failures.unknown(request, this.connection.failure()), this.completions);
			request.released();
		}
	}

	private void unclaimed(Answer answer) {
		if (this.connection.failure() != null) {
			return;
		}
		if (answer.ok() || this.connection.acknowledgesPublishes()) {
			throw new ProtocolException("An answer came that no request waits for: " + Failures.words(answer));
		}
		this.events.unclaimedError(answer);
	}

	@Override
	public void onEnd(@Nullable Exception cause) {
		Exception failure = (cause instanceof ProtocolException protocol) ? this.context.passwords().blank(protocol)
				: cause;
		this.connection.fail(this.connection.lost(failure));
	}

}
