package io.jolt.client.internal.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What Lincheck lets several threads do with a writer. Its results must be those of some
 * order of the operations one by one; and after each run every line that was accepted was
 * written or given back, once, and each thread's lines in their order.
 */
public class CombiningWriterModel {

	private final Log log = new Log();

	private final CombiningWriter<Line> writer = new CombiningWriter<>(this.log, Runnable::run);

	// what was accepted, by the thread that wrote it: each is touched by that one only
	private final List<List<Line>> accepted = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
			new ArrayList<>(), new ArrayList<>());

	private final List<Line> givenBack = new ArrayList<>();

	@Operation
	public boolean write(@Param(gen = ThreadIdGen.class) int thread) {
		Line line = new Line(thread, false, false);
		return accepted(line, this.writer.write(line));
	}

	@Operation
	public boolean writeWhatFails(@Param(gen = ThreadIdGen.class) int thread) {
		Line line = new Line(thread, true, false);
		return accepted(line, this.writer.write(line));
	}

	@Operation
	public boolean writePipelined(@Param(gen = ThreadIdGen.class) int thread) {
		Line line = new Line(thread, false, false);
		return accepted(line, this.writer.write(line, line.line(), 0, line.line().length, true));
	}

	@Operation
	public boolean append(@Param(gen = ThreadIdGen.class) int thread) {
		Line line = new Line(thread, false, true);
		return accepted(line, this.writer.append(line));
	}

	@Operation
	public void flush() {
		this.writer.flush();
	}

	@Operation
	public void close() {
		List<Line> left = this.writer.close();
		synchronized (this.givenBack) {
			this.givenBack.addAll(left);
		}
	}

	private boolean accepted(Line line, boolean accepted) {
		if (accepted) {
			this.accepted.get(line.thread).add(line);
		}
		return accepted;
	}

	// plain loops: Lincheck follows what runs here, too
	@Validate
	public void nothingIsLostDoubledOrOvertaken() {
		List<Line> waiting = this.writer.close();
		for (Line line : waiting) {
			require(line.appended, "A line that nobody has to flush waits for ever");
		}
		List<Line> ended = new ArrayList<>(this.log.ended);
		ended.addAll(this.givenBack);
		ended.addAll(waiting);
		for (List<Line> ofThread : this.accepted) {
			int next = 0;
			for (Line line : ended) {
				if (!ofThread.isEmpty() && line.thread == ofThread.get(0).thread) {
					require(next < ofThread.size() && line == ofThread.get(next), "Doubled or overtaken");
					next++;
				}
			}
			require(next == ofThread.size(), "Lost");
		}
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalStateException(message);
		}
	}

	private static final class Line implements Outgoing {

		private final int thread;

		private final boolean failing;

		private final boolean appended;

		private Line(int thread, boolean failing, boolean appended) {
			this.thread = thread;
			this.failing = failing;
			this.appended = appended;
		}

		@Override
		public byte[] line() {
			return new byte[] { (byte) (this.failing ? 'f' : 'w') };
		}

	}

	/**
	 * One thread at a time may write, which this list would not survive otherwise.
	 */
	private static final class Log implements CombiningWriter.Sink<Line> {

		private final List<Line> ended = new ArrayList<>();

		private boolean writing;

		@Override
		public boolean begin(List<Line> batch) {
			require(!this.writing, "Two threads write");
			this.writing = true;
			return true;
		}

		@Override
		public void write(byte[] bytes, int length) throws IOException {
			for (int i = 0; i < length; i++) {
				if (bytes[i] == 'f') {
					throw new IOException("broken pipe");
				}
			}
		}

		@Override
		public void written(List<Line> batch) {
			this.ended.addAll(batch);
			this.writing = false;
		}

		@Override
		public void failed(List<Line> batch, Exception cause) {
			this.ended.addAll(batch);
			this.writing = false;
		}

	}

}
