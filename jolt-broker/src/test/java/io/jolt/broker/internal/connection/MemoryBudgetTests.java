package io.jolt.broker.internal.connection;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryBudgetTests {

	private static final int KIB = 1024;

	private final List<Connection> connections = new ArrayList<>();

	private final MemoryBudget budget = new MemoryBudget(new MemoryLimits(1000 * KIB, 1000 * KIB), this.connections,
			BrokerAllocator.of(1, 1L << 30, 1L << 30));

	private final Connection small = new Connection();

	private final Connection large = new Connection();

	private final Connection medium = new Connection();

	@AfterEach
	void release() {
		this.connections.forEach(Connection::release);
		assertThat(this.budget.directBytes()).isZero();
	}

	@Test
	void whoHoldsMostOfTheHeapIsCutOffWhoeverAsksForMore() {
		this.large.account.addHeap(600 * KIB);
		this.medium.account.addHeap(300 * KIB);
		this.small.account.addHeap(100 * KIB);
		assertThat(cutOff()).isEmpty();
		this.small.account.addHeap(1);
		assertThat(cutOff()).containsExactly(this.large);
		assertThat(this.budget.heapBytes()).isEqualTo(400 * KIB + 1);
		// it may still be at work
		this.large.account.addHeap(5000 * KIB);
		this.large.account.close();
		assertThat(this.budget.heapBytes()).isEqualTo(400 * KIB + 1);
		assertThat(cutOff()).containsExactly(this.large);
	}

	@Test
	void oneAfterAnotherIsCutOffUntilThereIsRoom() {
		this.small.hold(600 * KIB, true);
		this.medium.hold(700 * KIB, true);
		this.large.hold(800 * KIB, true);
		this.budget.checkDirect();
		assertThat(cutOff()).containsExactlyInAnyOrder(this.large, this.medium);
	}

	@Test
	void whoHoldsMostOutsideTheHeapIsCutOffAndNobodyElseBeforeItHasGivenItBack() {
		this.large.hold(500 * KIB, false);
		this.medium.hold(300 * KIB, true);
		this.budget.checkDirect();
		assertThat(cutOff()).isEmpty();
		this.small.hold(300 * KIB, true);
		this.budget.checkDirect();
		assertThat(cutOff()).containsExactly(this.large);
		this.budget.checkDirect();
		assertThat(cutOff()).containsExactly(this.large);
		this.large.release();
		this.large.account.close();
		this.small.hold(300 * KIB, true);
		this.budget.checkDirect();
		assertThat(cutOff()).containsExactly(this.large);
	}

	@Test
	void whereTheJvmHasNoMoreWhoHoldsMostIsCutOffToo() {
		BrokerAllocator allocator = this.budget.allocator();
		this.medium.hold(100 * KIB, true);
		assertThat(allocator.isShortageEnded()).isTrue();
		assertThat(cutOff()).containsExactly(this.medium);
		assertThat(allocator.isShortageEnded()).isFalse();
	}

	private List<Connection> cutOff() {
		return this.connections.stream().filter((connection) -> connection.account.isCutOff()).toList();
	}

	private final class Connection implements MemoryBudget.Holder {

		private final MemoryBudget.Account account = new MemoryBudget.Account(MemoryBudgetTests.this.budget, this);

		private @Nullable ByteBuf buffer;

		private int bytes;

		private boolean atOnce;

		Connection() {
			MemoryBudgetTests.this.connections.add(this);
		}

		// atOnce: whether it is given back when this is cut off, and not only when closed
		void hold(int bytes, boolean atOnce) {
			release();
			this.buffer = MemoryBudgetTests.this.budget.allocator().directBuffer(bytes);
			this.bytes = bytes;
			this.atOnce = atOnce;
		}

		void release() {
			if (this.buffer != null) {
				this.buffer.release();
				this.buffer = null;
				this.bytes = 0;
			}
		}

		@Override
		public MemoryBudget.Account account() {
			return this.account;
		}

		@Override
		public long directBytes() {
			return this.bytes;
		}

		@Override
		public void cutOff(String reason) {
			assertThat(reason).startsWith("it holds most of the");
			if (this.atOnce) {
				release();
			}
		}

	}

}
