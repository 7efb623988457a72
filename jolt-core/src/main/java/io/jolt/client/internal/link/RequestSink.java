package io.jolt.client.internal.link;

import java.io.IOException;
import java.util.List;

import io.jolt.client.internal.request.PendingAnswers;
import io.jolt.client.internal.request.Request;
import io.jolt.client.internal.request.RequestRoom;
import io.jolt.client.internal.runtime.CompletionBatch;
import io.jolt.client.internal.runtime.Completions;
import io.jolt.client.internal.transport.CombiningWriter;
import io.jolt.client.internal.transport.SocketTransport;
import io.jolt.client.internal.transport.WriteWatchdog;

/**
 * The writer's side of a connection: records what is handed to the socket before it is.
 * Owned by the thread that writes.
 */
final class RequestSink implements CombiningWriter.Sink<Request<?>> {

	/**
	 * With this many requests awaiting answers, callers evidently do not wait for each
	 * answer.
	 */
	static final int PIPELINED = 32;

	private final ClientContext context;

	private final BrokerConnection connection;

	private final PendingAnswers pending;

	private final SocketTransport transport;

	private final WriteWatchdog watchdog;

	RequestSink(ClientContext context, BrokerConnection connection, PendingAnswers pending, SocketTransport transport) {
		this.context = context;
		this.connection = connection;
		this.pending = pending;
		this.transport = transport;
		this.watchdog = new WriteWatchdog(context.environment().clock(), context.scheduler(),
				context.options().writeTimeout(), () -> connection.fail(Failures.lost(connection.address(),
						new IOException("a write took longer than the write time-out"))));
	}

	// every read of answers ends with a flush
	@Override
	public boolean isFlushToCome() {
		return this.pending.size() >= PIPELINED;
	}

	@Override
	public boolean begin(List<Request<?>> batch) {
		long now = this.context.nanoTime();
		this.watchdog.begin(now);
		for (Request<?> request : batch) {
			request.handedOver(now);
		}
		// what comes after a failed write never reaches the socket and must not count as
		// written
		if (this.connection.failure() == null && this.pending.addAll(batch)) {
			return true;
		}
		this.watchdog.end();
		Completions completions = this.context.completions();
		batch.forEach((request) -> this.connection.neverSent(request, completions));
		return false;
	}

	@Override
	public void write(byte[] bytes, int length) throws IOException {
		this.transport.write(bytes, 0, length);
	}

	@Override
	public void written(List<Request<?>> batch) {
		this.watchdog.end();
		RequestRoom room = this.context.room();
		CompletionBatch completions = new CompletionBatch(this.context.completer());
		long lineBytes = 0;
		for (Request<?> request : batch) {
			lineBytes += request.leaveBuffer();
			if (!request.isAnswered()) {
				request.written(completions);
				room.released(request);
			}
		}
		room.leftBuffer(lineBytes);
		completions.flush(this.context.threads());
	}

	@Override
	public void failed(List<Request<?>> batch, Exception cause) {
		this.watchdog.end();
		this.connection.fail(this.connection.lost(cause));
		Completions completions = this.context.completions();
		for (Request<?> request : batch) {
			this.context.room().leftBuffer(request);
			if (!request.isAnswered()) {
				request.failed(request.unknown(this.connection.failure()), completions);
				this.context.room().released(request);
			}
		}
	}

}
