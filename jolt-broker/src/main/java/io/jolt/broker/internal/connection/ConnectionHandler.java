package io.jolt.broker.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.protocol.LineFramer;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.security.User;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection: bytes to lines to requests, as long as its requests may be read.
 * Owned by the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements LineFramer.LineConsumer {

	private static final Answer DEADLINE = Answer.error(ErrorCode.TIMEOUT, "no authentication in time");

	private static final int BYTES_A_UNIT_OF_WORK = 256;

	// half of the least region that the usual collector has
	private static final int LARGE_ARRAY_BYTES = 512 * 1024;

	private final ServerContext server;

	private final RequestProcessor processor;

	private final BrokerConnection connection;

	private final EventLoopContext loop;

	private final LineFramer framer;

	private final ForeignProtocol foreignProtocol = new ForeignProtocol();

	// read before requests were held up or had to wait for a turn; holds little, as
	// nothing more is read then
	private final Deque<ByteBuf> waiting = new ArrayDeque<>();

	// everything taken from the connection; checked only before its authentication
	private long unauthenticatedBytes;

	private boolean inputEnded;

	private boolean awaitingTurn;

	ConnectionHandler(ServerContext server, RequestProcessor processor, BrokerConnectionFactory factory) {
		this.server = server;
		this.processor = processor;
		this.connection = factory.create(this::awaitTurn);
		this.loop = this.connection.loop();
		this.framer = new LineFramer(server.isSecured()
				? Math.min(server.options().unauthenticatedLineBytes(), server.options().maxLineBytes())
				: server.options().maxLineBytes());
	}

	BrokerConnection connection() {
		return this.connection;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.server.connections().add(this.connection);
		if (this.server.tls() == null) {
			awaitAuthentication(context);
		}
	}

	private void secured(ChannelHandlerContext context, @Nullable User user) {
		if (user != null && this.server.isSecured()) {
			this.connection.authenticated(user);
			this.framer.setMaxLineBytes(this.server.options().maxLineBytes());
		}
		awaitAuthentication(context);
	}

	private void awaitAuthentication(ChannelHandlerContext context) {
		if (this.connection.user() == null) {
			context.executor()
				.schedule(this::checkAuthenticated, this.server.options().authenticationTimeout().toNanos(),
						TimeUnit.NANOSECONDS);
		}
	}

	private void checkAuthenticated() {
		// a check under way ends in a user or in the end of the connection
		if (this.connection.user() == null && !this.connection.isAuthenticating()) {
			this.connection.close(DEADLINE, Refusal.AUTHENTICATION_TIMEOUT, "it did not authenticate in time");
			this.loop.flusher.flush();
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		LoopCounters.add(this.loop.counters.bytesIn, bytes.readableBytes());
		if (isEnded()) {
			int length = bytes.readableBytes();
			bytes.release();
			this.connection.discarded(length);
		}
		else {
			this.waiting.add(bytes);
			this.loop.turns.begin(this);
			readWaiting();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.loop.turns.end();
		this.loop.recipients.forgetBefore(this.server.registry().changes());
		this.loop.flusher.flush();
	}

	private void readWaiting() {
		while (!this.waiting.isEmpty() && !isStopped()) {
			ByteBuf bytes = this.waiting.getFirst();
			read(bytes);
			if (!bytes.isReadable()) {
				this.waiting.removeFirst();
				bytes.release();
			}
		}
		if (isEnded()) {
			releaseWaiting();
			this.framer.release();
		}
		this.connection.keep(heldLineBytes(), waitingBytes());
		if (isEnded()) {
			return;
		}
		if (isStopped()) {
			this.connection.channel().config().setAutoRead(false);
		}
		else if (this.inputEnded) {
			this.connection.closeWhenSent();
		}
	}

	// a large array takes whole regions of the heap, up to twice its size
	private int heldLineBytes() {
		int bytes = this.framer.heldBytes();
		return (bytes < LARGE_ARRAY_BYTES) ? bytes : 2 * bytes;
	}

	private int waitingBytes() {
		int bytes = 0;
		for (ByteBuf buffer : this.waiting) {
			bytes += buffer.capacity();
		}
		return bytes;
	}

	private void read(ByteBuf bytes) {
		byte[] scratch = this.loop.scratch;
		while (bytes.isReadable() && !isStopped()) {
			int length = Math.min(Math.min(bytes.readableBytes(), scratch.length), unauthenticatedRoom());
			if (length == 0) {
				this.connection.tooMuchUnauthenticated();
				return;
			}
			bytes.getBytes(bytes.readerIndex(), scratch, 0, length);
			String foreign = this.foreignProtocol.ofFirstBytes(scratch, length);
			if (foreign != null) {
				this.connection.abort(Refusal.FOREIGN_PROTOCOL, foreign);
				return;
			}
			int taken = this.framer.feed(scratch, 0, length, this);
			bytes.skipBytes(taken);
			this.unauthenticatedBytes += taken;
		}
	}

	private int unauthenticatedRoom() {
		return (this.connection.user() != null) ? Integer.MAX_VALUE
				: (int) (this.server.options().unauthenticatedTotalBytes() - this.unauthenticatedBytes);
	}

	// input is discarded: a stopping broker answers only what it has carried out
	private boolean isEnded() {
		return this.connection.isClosing() || this.loop.requestsEnded;
	}

	private boolean isStopped() {
		return isEnded() || this.connection.isHeldUp() || this.awaitingTurn;
	}

	@Override
	public boolean line(byte[] bytes, int offset, int length) {
		String foreign = this.foreignProtocol.ofFirstLine(bytes, offset, length);
		if (foreign != null) {
			this.connection.abort(Refusal.FOREIGN_PROTOCOL, foreign);
			return false;
		}
		Request request = this.loop.decoder.decode(bytes, offset, length);
		boolean sizedDataKnown = request.isSizedDataKnown();
		boolean goOn = process(request, length);
		if (sizedDataKnown) {
			// only now that the answer which says so is queued: another loop may deliver
			// at any time
			this.framer.allowSizedData();
			this.connection.knowsSizedData();
		}
		return goOn;
	}

	@Override
	public boolean sized(byte[] bytes, int offset, int length, int dataLength) {
		return process(this.loop.decoder.decodeSized(bytes, offset, length, dataLength), length + dataLength);
	}

	private boolean process(Request request, int length) {
		this.processor.process(request, this.connection);
		this.loop.turns.worked(1 + length / BYTES_A_UNIT_OF_WORK);
		if (this.loop.turns.isOver()) {
			awaitTurn();
		}
		return !isStopped();
	}

	@Override
	public void tooLong() {
		int limit = this.framer.maxLineBytes();
		this.connection.close(Answer.error(ErrorCode.LINE_TOO_LONG, "at most " + limit + " bytes"),
				Refusal.LINE_TOO_LONG, "a line was longer than " + limit + " bytes");
	}

	// continues with what waits in a later turn, never from within itself: carrying out a
	// request may end what holds requests up
	private void awaitTurn() {
		if (!this.awaitingTurn) {
			this.awaitingTurn = true;
			this.loop.turns.await(this::takeTurn);
		}
	}

	private void takeTurn() {
		this.awaitingTurn = false;
		if (this.connection.user() != null) {
			this.framer.setMaxLineBytes(this.server.options().maxLineBytes());
		}
		readWaiting();
		if (!isStopped() && !this.inputEnded) {
			this.connection.channel().config().setAutoRead(true);
		}
		this.loop.flusher.flush();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof TlsHandshakeHandler.Secured secured) {
			secured(context, secured.user());
		}
		else if (event instanceof ChannelInputShutdownEvent) {
			this.inputEnded = true;
			if (this.connection.isClosing()) {
				this.connection.inputEnded();
			}
			else if (this.waiting.isEmpty() && !this.connection.isHeldUp()) {
				this.connection.closeWhenSent();
			}
			this.loop.flusher.flush();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		if (context.channel().isWritable()) {
			this.connection.flush();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		releaseWaiting();
		this.framer.release();
		this.connection.closed();
		this.server.connections().remove(this.connection);
		this.loop.recipients.forgetBefore(this.server.registry().changes());
	}

	private void releaseWaiting() {
		@Nullable ByteBuf bytes;
		while ((bytes = this.waiting.poll()) != null) {
			bytes.release();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.connection.failed(cause);
	}

	/**
	 * Makes the connection that a handler reads.
	 */
	interface BrokerConnectionFactory {

		BrokerConnection create(Runnable resume);

	}

}
