package io.jolt.broker.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.DeliveryLine;
import io.jolt.broker.internal.routing.GroupMember;
import io.jolt.broker.internal.routing.TopicName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one connection, bounded in bytes. Any event loop appends;
 * lines of one appender keep their order. The connection's own loop sends. Short lines
 * are packed into buffers, so that a batch of a thousand answers is one write; long ones
 * are shared between all their recipients.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class OutboundQueue {

	private static final int FIRST_BUFFER_BYTES = 4 * 1024;

	private static final int BUFFER_BYTES = 64 * 1024;

	private static final int OKS_AT_ONCE = 64;

	private static final byte[] OKS = repeat(Answer.OK.line(), OKS_AT_ONCE);

	private final Channel channel;

	private final Flusher flusher;

	private final OutboundLimits limits;

	private final LoopCounters counters;

	private final Listener listener;

	// guarded by this
	private final Deque<ByteBuf> full = new ArrayDeque<>();

	// guarded by this; what short lines are appended to
	private @Nullable ByteBuf open;

	// guarded by this; all that was appended and not yet taken by the operating system
	private long queuedBytes;

	// guarded by this; the memory of it, with what is empty of the buffers
	private long heldBytes;

	// guarded by this; whether a flush is already arranged
	private boolean flushPending;

	// guarded by this; nothing is appended any more
	private boolean closed;

	// guarded by this; since when more than the soft limit is queued, if it is
	private long overSoftSinceNanos;

	// written under this, read by the event loop at every request
	private volatile boolean overSoft;

	// guarded by this; there is never more than one check scheduled
	private boolean softCheckScheduled;

	// owned by the event loop
	private boolean flushing;

	// owned by the event loop; how many are to be appended
	private int oks;

	OutboundQueue(Channel channel, Flusher flusher, OutboundLimits limits, LoopCounters counters, Listener listener) {
		this.channel = channel;
		this.flusher = flusher;
		this.limits = limits;
		this.counters = counters;
		this.listener = listener;
	}

	Flusher flusher() {
		return this.flusher;
	}

	// whether more than the soft limit is queued
	boolean isOverSoft() {
		return this.overSoft;
	}

	/**
	 * Appends one of this connection's own lines. On the connection's event loop only.
	 * @param line the line with its LF
	 */
	void append(byte[] line) {
		settleOks();
		append(line, line.length, null, this.flusher, null, null, 0);
	}

	/**
	 * Appends an {@code ok}, at the latest when the queue is flushed: most requests get
	 * nothing else, and many come at a time. On the connection's event loop only.
	 */
	void appendOk() {
		if (this.oks++ == 0) {
			this.flusher.touched(this);
		}
	}

	private void settleOks() {
		while (this.oks > 0) {
			int count = Math.min(this.oks, OKS_AT_ONCE);
			this.oks -= count;
			append(OKS, count * Answer.OK.line().length, null, this.flusher, null, null, 0);
		}
	}

	private static byte[] repeat(byte[] line, int count) {
		byte[] lines = new byte[count * line.length];
		for (int i = 0; i < count; i++) {
			System.arraycopy(line, 0, lines, i * line.length, line.length);
		}
		return lines;
	}

	/**
	 * Appends a delivery. On any event loop.
	 * @param line the delivery's line
	 * @param caller the flusher of the loop that this runs on
	 * @param topic what it was published to
	 * @param member as whom in a group it is for this; null for none
	 * @param asOf what the registry was like when this was found to be a recipient
	 * @return whether it was appended
	 */
	boolean append(DeliveryLine line, Flusher caller, TopicName topic, @Nullable GroupMember<BrokerConnection> member,
			long asOf) {
		return append(line.bytes(), line.length(), line.shared(), caller, topic, member, asOf);
	}

	private boolean append(byte[] line, int length, @Nullable ByteBuf shared, Flusher caller, @Nullable TopicName topic,
			@Nullable GroupMember<BrokerConnection> member, long asOf) {
		boolean flushNeeded;
		boolean softCheckNeeded = false;
		ByteBuf fresh = null;
		int missing;
		while (true) {
			synchronized (this) {
				if (this.closed || (topic != null && !this.listener.isWanted(topic, member, asOf))) {
					release(fresh);
					return false;
				}
				if (this.queuedBytes + length > this.limits.hardBytes()) {
					release(fresh);
					discard();
					this.channel.eventLoop().execute(() -> this.listener.overHardLimit());
					return false;
				}
				missing = (shared != null) ? 0 : missingCapacity(length);
				if (missing == 0 || fresh != null) {
					if (shared != null) {
						closeOpenBuffer();
						this.full.add(shared.retainedDuplicate());
						this.heldBytes += length;
					}
					else {
						openBuffer(missing, fresh).writeBytes(line, 0, length);
					}
					this.queuedBytes += length;
					if (!this.overSoft && this.queuedBytes > this.limits.softBytes()) {
						this.overSoft = true;
						this.overSoftSinceNanos = System.nanoTime();
						softCheckNeeded = !this.softCheckScheduled;
						this.softCheckScheduled = true;
					}
					flushNeeded = !this.flushPending;
					this.flushPending = true;
					break;
				}
			}
			// not under the lock: if no memory is left, another queue is discarded
			fresh = this.channel.alloc().directBuffer(missing, missing);
		}
		if (flushNeeded) {
			caller.touched(this);
		}
		if (softCheckNeeded) {
			scheduleSoftCheck(this.limits.softNanos());
		}
		caller.queued((shared != null) ? length : missing);
		return true;
	}

	// how large a buffer a line needs; 0 if there is room. After a shared line it is a
	// small one, so that short and long lines in turn do not leave large ones empty.
	private int missingCapacity(int length) {
		ByteBuf buffer = this.open;
		if (buffer == null) {
			return Math.max(length, FIRST_BUFFER_BYTES);
		}
		return (buffer.writableBytes() < length) ? Math.max(length, BUFFER_BYTES) : 0;
	}

	private ByteBuf openBuffer(int missing, @Nullable ByteBuf fresh) {
		ByteBuf buffer = this.open;
		if (fresh != null && missing > 0) {
			closeOpenBuffer();
			this.heldBytes += fresh.capacity();
			buffer = fresh;
			this.open = fresh;
		}
		else {
			// another thread has opened one meanwhile
			release(fresh);
		}
		return Objects.requireNonNull(buffer);
	}

	private static void release(@Nullable ByteBuf fresh) {
		if (fresh != null) {
			fresh.release();
		}
	}

	private void closeOpenBuffer() {
		if (this.open != null) {
			this.full.add(this.open);
			this.open = null;
		}
	}

	private synchronized @Nullable ByteBuf next() {
		if (this.full.isEmpty()) {
			closeOpenBuffer();
		}
		return this.full.poll();
	}

	/**
	 * Writes as much as the channel takes. The rest follows when it takes more. On the
	 * connection's event loop only.
	 */
	void flush() {
		settleOks();
		synchronized (this) {
			this.flushPending = false;
		}
		if (this.flushing) {
			return;
		}
		this.flushing = true;
		try {
			while (this.channel.isWritable() && writeSome()) {
				this.channel.flush();
			}
		}
		finally {
			this.flushing = false;
		}
	}

	private boolean writeSome() {
		boolean written = false;
		while (this.channel.isWritable()) {
			ByteBuf buffer = next();
			if (buffer == null) {
				break;
			}
			int length = buffer.readableBytes();
			int capacity = buffer.capacity();
			this.channel.write(buffer).addListener((future) -> sent(length, capacity, future.isSuccess()));
			written = true;
		}
		return written;
	}

	private void sent(int length, int capacity, boolean success) {
		if (success) {
			LoopCounters.add(this.counters.bytesOut, length);
		}
		boolean noLongerOver = false;
		boolean empty;
		synchronized (this) {
			this.queuedBytes -= length;
			this.heldBytes -= capacity;
			empty = this.queuedBytes == 0;
			if (this.overSoft && this.queuedBytes <= this.limits.softBytes()) {
				this.overSoft = false;
				noLongerOver = true;
			}
		}
		if (noLongerOver) {
			this.listener.belowSoftLimit();
		}
		if (empty) {
			this.listener.empty();
		}
	}

	private void scheduleSoftCheck(long delayNanos) {
		this.channel.eventLoop().schedule(this::checkSoftLimit, delayNanos, TimeUnit.NANOSECONDS);
	}

	private void checkSoftLimit() {
		long remainingNanos;
		synchronized (this) {
			if (!this.overSoft || this.closed) {
				this.softCheckScheduled = false;
				return;
			}
			remainingNanos = this.overSoftSinceNanos + this.limits.softNanos() - System.nanoTime();
		}
		if (remainingNanos > 0) {
			scheduleSoftCheck(remainingNanos);
		}
		else {
			this.listener.overSoftLimitForTooLong();
		}
	}

	/**
	 * Appends nothing any more; what is queued is still sent. On the connection's event
	 * loop only.
	 * @return whether nothing is queued
	 */
	boolean close() {
		settleOks();
		synchronized (this) {
			this.closed = true;
			return this.queuedBytes == 0;
		}
	}

	/**
	 * Appends nothing any more and forgets what is queued.
	 */
	synchronized void discard() {
		this.closed = true;
		closeOpenBuffer();
		for (ByteBuf buffer : this.full) {
			this.queuedBytes -= buffer.readableBytes();
			this.heldBytes -= buffer.capacity();
			buffer.release();
		}
		this.full.clear();
	}

	/**
	 * The memory of what is queued.
	 * @return the number of bytes
	 */
	synchronized long heldBytes() {
		return this.heldBytes;
	}

	/**
	 * What the limits lead to. Called on the connection's event loop, but for the first.
	 */
	interface Listener {

		/**
		 * Whether a delivery is still wanted; else it is left out. Called on any event
		 * loop, under the queue's lock.
		 * @param topic what it was published to
		 * @param member as whom in a group it is for this; null for none
		 * @param asOf what the registry was like when this was found to be a recipient
		 * @return whether a subscription still matches
		 */
		boolean isWanted(TopicName topic, @Nullable GroupMember<BrokerConnection> member, long asOf);

		/**
		 * No longer over the soft limit.
		 */
		void belowSoftLimit();

		/**
		 * Over the soft limit for longer than is allowed.
		 */
		void overSoftLimitForTooLong();

		/**
		 * Over the hard limit; nothing is queued any more.
		 */
		void overHardLimit();

		/**
		 * All that was appended has been sent.
		 */
		void empty();

	}

}
