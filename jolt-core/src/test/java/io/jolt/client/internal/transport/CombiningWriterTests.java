package io.jolt.client.internal.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CombiningWriter}.
 */
@Timeout(10)
class CombiningWriterTests {

	private final GatedSink sink = new GatedSink();

	private final CombiningWriter<Line> writer = new CombiningWriter<>(this.sink);

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
		assertThat(this.sink.writes).containsExactly("a", half + half, "b");
	}

	@Test
	void aLineLongerThanAWriteGoesAlone() {
		String huge = "x".repeat(CombiningWriter.MAX_WRITE_BYTES + 1);
		this.writer.append(new Line(huge));
		this.writer.append(new Line("b"));
		this.sink.gate.release(2);
		this.writer.flush();
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
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			char name = (char) ('a' + t);
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 1000; i++) {
					this.writer.write(new Line(name + "" + i + " "));
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		List<String> items = List.of(String.join("", this.sink.writes).trim().split(" "));
		assertThat(items).hasSize(4000);
		for (String name : List.of("a", "b", "c", "d")) {
			assertThat(items.stream().filter((item) -> item.startsWith(name)).map((item) -> item.substring(1)))
				.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
		}
	}

	@Test
	void aCallerThatDoesNotWaitLeavesTheWritingToAnotherThread() {
		List<Runnable> lent = new ArrayList<>();
		for (String text : List.of("a", "b", "c")) {
			assertThat(this.writer.write(new Line(text), lent::add)).isTrue();
		}
		assertThat(this.writer.write(new Line("d"))).as("the write is promised to the other thread").isTrue();
		assertThat(this.sink.writes).isEmpty();
		assertThat(lent).hasSize(1);
		this.sink.gate.release(2);
		lent.get(0).run();
		assertThat(this.sink.writes).containsExactly("abcd");
		this.writer.write(new Line("e"), (task) -> {
			throw new RejectedExecutionException("closed");
		});
		assertThat(this.sink.writes).containsExactly("abcd", "e");
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
