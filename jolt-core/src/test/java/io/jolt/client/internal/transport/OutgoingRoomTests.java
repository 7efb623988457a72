package io.jolt.client.internal.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutgoingRoom}.
 */
@Timeout(10)
class OutgoingRoomTests {

	private final OutgoingRoom room = new OutgoingRoom(100);

	@Test
	void isFullAtItsLimit() throws Exception {
		assertThat(this.room.acquire(100, 0)).isTrue();
		assertThat(this.room.acquire(1, 0)).isFalse();
		this.room.release(100);
		assertThat(this.room.acquire(1, 0)).isTrue();
		assertThat(this.room.used()).isEqualTo(1);
	}

	@Test
	void whatIsLargerThanTheRoomIsNotWaitedFor() throws Exception {
		assertThat(this.room.acquire(101, TimeUnit.HOURS.toNanos(1))).isFalse();
	}

	@Test
	void aWaiterGetsWhatIsReleased() throws Exception {
		this.room.acquire(60, 0);
		CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> {
			try {
				return this.room.acquire(50, TimeUnit.SECONDS.toNanos(10));
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}, (task) -> new Thread(task).start());
		this.room.release(60);
		assertThat(waiter.join()).isTrue();
		assertThat(this.room.used()).isEqualTo(50);
	}

	@Test
	void givesUpWhenTheTimeIsOver() throws Exception {
		this.room.acquire(100, 0);
		assertThat(this.room.acquire(1, TimeUnit.MILLISECONDS.toNanos(5))).isFalse();
		assertThat(this.room.used()).isEqualTo(100);
	}

}
