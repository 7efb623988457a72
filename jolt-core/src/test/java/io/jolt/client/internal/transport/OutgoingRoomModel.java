package io.jolt.client.internal.transport;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What Lincheck lets several threads do with a room for three, without waiting for it.
 * Each thread takes one or two, and gives back only what it has taken.
 */
public class OutgoingRoomModel {

	private static final int LIMIT = 3;

	private final OutgoingRoom room = new OutgoingRoom(LIMIT);

	// what each thread has taken, touched by that one only
	private final int[] taken = new int[8];

	@Operation
	public boolean acquire(@Param(gen = ThreadIdGen.class) int thread) throws InterruptedException {
		int amount = 1 + thread % 2;
		boolean acquired = this.room.acquire(amount, 0);
		this.taken[thread] += acquired ? amount : 0;
		return acquired;
	}

	@Operation
	public boolean release(@Param(gen = ThreadIdGen.class) int thread) {
		if (this.taken[thread] == 0) {
			return false;
		}
		this.taken[thread]--;
		this.room.release(1);
		return true;
	}

	@Operation
	public long used() {
		return this.room.used();
	}

	@Validate
	public void noMoreIsTakenThanThereIs() {
		long sum = 0;
		for (int ofThread : this.taken) {
			sum += ofThread;
		}
		if (this.room.used() != sum || sum > LIMIT) {
			throw new IllegalStateException(this.room.used() + " of " + LIMIT + " are said to be taken, not " + sum);
		}
	}

}
