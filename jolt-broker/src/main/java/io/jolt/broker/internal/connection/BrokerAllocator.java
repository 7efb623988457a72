package io.jolt.broker.internal.connection;

import java.util.function.BooleanSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Makes the buffers of a broker's connections. Its chunks are small if memory is, so that
 * free memory can be used. If none is left, it has a connection cut off rather than fail
 * the one that happens to ask, which would be the publisher. Safe for use by several
 * threads.
 */
final class BrokerAllocator extends PooledByteBufAllocator {

	private static final int PAGE_BYTES = 8 * 1024;

	// 64 KiB: the largest buffers of the queues fit
	private static final int LEAST_ORDER = 3;

	// 4 MiB
	private static final int LARGEST_ORDER = 9;

	private static final int CHUNKS_PER_ARENA = 16;

	// below it, threads keep few free buffers for themselves
	private static final long SMALL_BYTES = 256 * 1024 * 1024;

	private volatile BooleanSupplier shortage = () -> false;

	private BrokerAllocator(int arenas, int order, boolean small) {
		super(true, arenas, arenas, PAGE_BYTES, order, small ? 64 : 256, small ? 8 : 64, false, 0);
	}

	static BrokerAllocator of(int eventLoops, long jvmHeapBytes, long jvmDirectBytes) {
		long least = Math.min(jvmHeapBytes, jvmDirectBytes);
		long chunkBytes = least / eventLoops / CHUNKS_PER_ARENA;
		int order = LEAST_ORDER;
		while (order < LARGEST_ORDER && ((long) PAGE_BYTES << (order + 1)) <= chunkBytes) {
			order++;
		}
		return new BrokerAllocator(eventLoops, order, least < SMALL_BYTES);
	}

	// what to do if no memory is left outside the heap; returns whether to try again
	void onShortage(BooleanSupplier shortage) {
		this.shortage = shortage;
	}

	// does something about it; returns whether that may have helped
	boolean isShortageEnded() {
		return this.shortage.getAsBoolean();
	}

	@Override
	protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
		while (true) {
			try {
				return super.newDirectBuffer(initialCapacity, maxCapacity);
			}
			catch (OutOfMemoryError ex) {
				if (!isShortageEnded()) {
					throw ex;
				}
			}
		}
	}

}
