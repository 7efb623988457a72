package io.jolt.client.internal.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.jolt.client.testing.VirtualThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CombiningWriter}.
 */
@Timeout(10)
class CombiningWriterTests {

	private final GatedSink sink = new GatedSink();

	// what the writer wants other threads to do
	private final List<Runnable> lent = new CopyOnWriteArrayList<>();

	private final CombiningWriter<Line> writer = new CombiningWriter<>(this.sink, this.lent::add);

	@Test
	void aSingleLineIsWrittenAtOnce() {
		this.sink.gate.release(1);
		assertThat(this.writer.write(new Line("a"))).isTrue();
		assertThat(this.sink.writes).containsExactly("a");
	}

	@Test
	void oneWriteCarriesAllThatIsPendingInItsOrder() throws Exception {
		Thread first = stuckWith("a");
		for (String text : List.of("b", "c", "d", "e")) {
			assertThat(this.writer.write(new Line(text))).as("does not wait for the write under way").isTrue();
		}
		this.sink.gate.release(2);
		first.join();
		assertThat(this.sink.writes).containsExactly("a", "bcde");
		assertThat(this.sink.writers).as("whoever writes goes on").containsOnly(first);
	}

	@Test
	void aWriteIsBoundedAndTheRestFollows() throws Exception {
		String half = "x".repeat(CombiningWriter.MAX_WRITE_BYTES / 2);
		Thread first = stuckWith("a");
		this.writer.append(new Line(half));
		this.writer.append(new Line(half));
		this.writer.append(new Line("b"));
		this.sink.gate.release(3);
		first.join();
		this.lent.get(0).run();
		assertThat(this.sink.writes).containsExactly("a", half + half, "b");
	}

	@Test
	void aLineLongerThanAWriteGoesAlone() {
		String huge = "x".repeat(CombiningWriter.MAX_WRITE_BYTES + 1);
		this.writer.append(new Line(huge));
		this.writer.append(new Line("b"));
		this.sink.gate.release(2);
		this.writer.flush();
		this.lent.get(0).run();
		assertThat(this.sink.writes).containsExactly(huge, "b");
	}

	@Test
	void whatIsTakenBackIsNotWritten() throws Exception {
		Thread first = stuckWith("a");
		this.writer.append(new Line("b"));
		this.writer.append(new Line("c"));
		List<String> removed = new ArrayList<>();
		this.writer.removeWaiting((line) -> line.text().equals("b"), (line) -> removed.add(line.text()));
		this.sink.gate.release(2);
		first.join();
		assertThat(removed).containsExactly("b");
		assertThat(this.sink.writes).containsExactly("a", "c");
	}

	@Test
	void whatWasHandedOverIsNotGivenBackAtTheEnd() throws Exception {
		Thread first = stuckWith("a");
		this.writer.append(new Line("b"));
		List<String> handedOver = new ArrayList<>();
		this.writer.forEachHandedOver((line) -> handedOver.add(line.text()));
		assertThat(handedOver).containsExactly("a");
		assertThat(this.writer.close()).extracting(Line::text).containsExactly("b");
		this.sink.gate.release(1);
		first.join();
		assertThat(this.sink.writes).containsExactly("a");
		assertThat(this.writer.write(new Line("c"))).isFalse();
		assertThat(this.writer.append(new Line("c"))).isFalse();
	}

	@Test
	void aFailedWriteIsReportedWithWhatItCarried() {
		this.sink.failure = new IOException("broken pipe");
		this.sink.gate.release(1);
		this.writer.write(new Line("a"));
		assertThat(this.sink.failed).containsExactly("a");
		assertThat(this.sink.written).isEmpty();
	}

	@Test
	void whatManyThreadsWriteArrivesOnceAndInEachThreadsOrder() throws Exception {
		this.sink.gate.release(1_000_000);
		ExecutorService helpers = Executors.newCachedThreadPool();
		CombiningWriter<Line> shared = new CombiningWriter<>(this.sink, helpers);
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			char name = (char) ('a' + t);
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 1000; i++) {
					shared.write(new Line(name + "" + i + " "));
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		helpers.shutdown();
		assertThat(helpers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		List<String> items = List.of(String.join("", this.sink.writes).trim().split(" "));
		assertThat(items).hasSize(4000);
		for (String name : List.of("a", "b", "c", "d")) {
			assertThat(items.stream().filter((item) -> item.startsWith(name)).map((item) -> item.substring(1)))
				.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
		}
	}

	@Test
	void aCallerThatDoesNotWaitLeavesTheWritingToAnotherThread() {
		for (String text : List.of("a", "b", "c")) {
			assertThat(writeElsewhere(this.writer, text)).isTrue();
		}
		assertThat(this.writer.write(new Line("d"))).as("the write is promised to the other thread").isTrue();
		assertThat(this.sink.writes).isEmpty();
		assertThat(this.lent).hasSize(1);
		this.sink.gate.release(1);
		this.lent.get(0).run();
		assertThat(this.sink.writes).containsExactly("abcd");
	}

	@Test
	void whatIsLeftToOthersAgainAndAgainIsWrittenEachTime() {
		this.sink.gate.release(1000);
		for (int i = 0; i < 20; i++) {
			assertThat(writeElsewhere(this.writer, "e" + i)).isTrue();
			assertThat(this.writer.append(new Line("a"))).isTrue();
			this.lent.remove(0).run();
			assertThat(this.writer.write(new Line("w"))).isTrue();
			assertThat(String.join("", this.sink.writes)).as("time %d", i).endsWith("e" + i + "aw");
			assertThat(this.sink.written).hasSize(3 * (i + 1));
		}
		assertThat(this.lent).isEmpty();
	}

	@Test
	void aCallerWritesForOthersOnlyAFewTimes() {
		this.sink.gate.release(1000);
		int[] others = { 0 };
		// others append as fast as it writes
		this.sink.afterWrite = () -> {
			if (others[0] < 100) {
				this.writer.write(new Line("o" + others[0]++));
			}
		};
		this.writer.write(new Line("own"));
		assertThat(this.sink.writes).hasSize(CombiningWriter.MAX_CALLER_WRITES).startsWith("own", "o0");
		assertThat(this.lent).hasSize(1);
		assertThat(this.writer.write(new Line("next"))).as("the write is promised to the helper").isTrue();
		assertThat(this.sink.writes).hasSize(CombiningWriter.MAX_CALLER_WRITES);
		this.lent.get(0).run();
		assertThat(String.join("", this.sink.writes)).endsWith("o99").contains("next");
		assertThat(this.lent).as("the helper goes on until nothing waits").hasSize(1);
	}

	@Test
	void aCallerWritesForOthersOnlyAFewBytes() {
		this.sink.gate.release(3);
		String half = "x".repeat(CombiningWriter.MAX_CALLER_BYTES / 2);
		String[] others = { "b" };
		this.sink.afterWrite = () -> {
			for (String other : others) {
				this.writer.append(new Line(other));
			}
			others[0] = half;
		};
		this.writer.write(new Line(half));
		assertThat(this.sink.writes).containsExactly(half, "b", half);
		assertThat(this.lent).hasSize(1);
	}

	@Test
	void aCallerGoesOnWhereNoHelperIsToBeHad() {
		CombiningWriter<Line> alone = new CombiningWriter<>(this.sink, (task) -> {
			throw new RejectedExecutionException("closed");
		});
		this.sink.gate.release(1000);
		int[] others = { 0 };
		this.sink.afterWrite = () -> {
			if (others[0] < 100) {
				alone.write(new Line("o" + others[0]++));
			}
		};
		alone.write(new Line("own"));
		assertThat(this.sink.writes).hasSize(101).endsWith("o99");
		writeElsewhere(alone, "last");
		assertThat(this.sink.writes).endsWith("last");
	}

	@Test
	void afterAnErrorInAWriteOthersStillWrite() {
		this.sink.gate.release(2);
		this.sink.afterWrite = () -> {
			this.sink.afterWrite = () -> {
			};
			throw new StackOverflowError();
		};
		this.writer.write(new Line("a"));
		assertThat(this.sink.failed).containsExactly("a");
		this.writer.write(new Line("b"));
		assertThat(this.sink.written).containsExactly("b");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aVirtualThreadNeverWrites() throws Exception {
		this.sink.gate.release(2);
		VirtualThread.start(() -> this.writer.write(new Line("a"))).join();
		assertThat(this.sink.writes).isEmpty();
		this.lent.remove(0).run();
		this.writer.append(new Line("b"));
		VirtualThread.start(this.writer::flush).join();
		assertThat(this.sink.writes).containsExactly("a");
		this.lent.remove(0).run();
		assertThat(this.sink.writes).containsExactly("a", "b");
	}

	private static boolean writeElsewhere(CombiningWriter<Line> writer, String text) {
		Line line = new Line(text);
		return writer.write(line, line.line(), 0, line.line().length, true);
	}

	private Thread stuckWith(String text) throws InterruptedException {
		Thread thread = new Thread(() -> this.writer.write(new Line(text)));
		thread.start();
		this.sink.begun.await();
		return thread;
	}

	private record Line(String text) implements Outgoing {

		@Override
		public byte[] line() {
			return this.text.getBytes(StandardCharsets.US_ASCII);
		}

	}

	/**
	 * Lets a write through for each permit.
	 */
	private static final class GatedSink implements CombiningWriter.Sink<Line> {

		private final Semaphore gate = new Semaphore(0);

		private final CountDownLatch begun = new CountDownLatch(1);

		private final List<String> writes = new CopyOnWriteArrayList<>();

		private final List<Thread> writers = new CopyOnWriteArrayList<>();

		private final List<String> written = new CopyOnWriteArrayList<>();

		private final List<String> failed = new CopyOnWriteArrayList<>();

		private volatile @Nullable IOException failure;

		private volatile Runnable afterWrite = () -> {
		};

		@Override
		public boolean begin(List<Line> batch) {
			this.begun.countDown();
			return true;
		}

		@Override
		public void write(byte[] bytes, int length) throws IOException {
			this.gate.acquireUninterruptibly();
			IOException planned = this.failure;
			if (planned != null) {
				throw planned;
			}
			this.writes.add(new String(bytes, 0, length, StandardCharsets.US_ASCII));
			this.writers.add(Thread.currentThread());
			this.afterWrite.run();
		}

		@Override
		public void written(List<Line> batch) {
			batch.forEach((line) -> this.written.add(line.text()));
		}

		@Override
		public void failed(List<Line> batch, Exception cause) {
			batch.forEach((line) -> this.failed.add(line.text()));
		}

	}

}
