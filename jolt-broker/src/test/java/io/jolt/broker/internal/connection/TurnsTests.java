package io.jolt.broker.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final Turns turns = new Turns(this.channel.eventLoop(), this.nanos::get);

	private final List<String> events = new ArrayList<>();

	@AfterEach
	void close() {
		this.channel.finish();
	}

	@Test
	void aTurnIsOverWhenItsTimeIsUp() {
		this.turns.begin("a");
		work();
		assertThat(this.turns.isOver()).isFalse();
		this.nanos.addAndGet(Turns.TURN_NANOS - 1);
		work();
		assertThat(this.turns.isOver()).isFalse();
		this.nanos.addAndGet(1);
		work();
		assertThat(this.turns.isOver()).isTrue();
		assertThat(this.turns.isOver()).isTrue();
	}

	@Test
	void oneWhoGoesOnReadingGetsNoNewTurn() {
		this.turns.begin("a");
		this.nanos.addAndGet(Turns.TURN_NANOS);
		this.turns.begin("a");
		work();
		assertThat(this.turns.isOver()).isTrue();
		this.turns.end();
		this.turns.begin("a");
		work();
		assertThat(this.turns.isOver()).isFalse();
	}

	@Test
	void theClockIsLookedAtOnlyAfterSomeWork() {
		this.turns.begin("a");
		this.nanos.addAndGet(Turns.TURN_NANOS);
		for (int i = 1; i < Turns.WORK_BETWEEN_LOOKS; i++) {
			this.turns.worked(1);
			assertThat(this.turns.isOver()).isFalse();
		}
		this.turns.worked(1);
		assertThat(this.turns.isOver()).isTrue();
	}

	@Test
	void thoseWhoWaitGetOneTurnEachInOrder() {
		await("a", 3);
		await("b", 1);
		await("c", 2);
		for (int i = 0; i < 10; i++) {
			this.channel.runScheduledPendingTasks();
		}
		assertThat(this.events).containsExactly("a", "b", "c", "a", "c", "a");
	}

	@Test
	void eachBeginsAFreshTurnAndAFailureKeepsNobodyFromTheirs() {
		this.turns.await(() -> {
			work();
			throw new IllegalStateException("on purpose");
		});
		this.turns.await(() -> {
			work();
			this.events.add("over: " + this.turns.isOver());
		});
		for (int i = 0; i < 3; i++) {
			this.nanos.addAndGet(Turns.TURN_NANOS);
			this.channel.runScheduledPendingTasks();
		}
		assertThat(this.events).containsExactly("over: false");
	}

	private void await(String name, int turns) {
		this.turns.await(() -> {
			this.events.add(name);
			if (turns > 1) {
				await(name, turns - 1);
			}
		});
	}

	private void work() {
		this.turns.worked(Turns.WORK_BETWEEN_LOOKS);
	}

}
