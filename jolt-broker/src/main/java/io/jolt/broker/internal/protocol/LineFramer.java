package io.jolt.broker.internal.protocol;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines and, if agreed, into lines followed by data
 * ({@link SizedData}). Keeps only the beginning of what is incomplete, and never more
 * than the limit. Owned by one thread.
 */
public final class LineFramer {

	private static final byte[] NOTHING = {};

	private static final byte[] LINE_FEED = { '\n' };

	private static final int FIRST_CAPACITY = 256;

	// a longer one is given back once its line is done
	private static final int KEPT_CAPACITY = 16 * 1024;

	private int maxLineBytes;

	private byte[] partial = NOTHING;

	private int partialLength;

	// whether the consumer asked for a pause
	private boolean paused;

	// whether lines may have data behind them
	private boolean sized;

	// of the data behind the line that is kept
	private int dataLength;

	// how many bytes of them, and of their line end, have not come
	private int missing;

	// the byte behind a line of exactly the limit was a CR: fine if an LF follows
	private boolean heldCarriageReturn;

	/**
	 * Makes a framer.
	 * @param maxLineBytes the longest line, in bytes without LF or CRLF
	 */
	public LineFramer(int maxLineBytes) {
		this.maxLineBytes = maxLineBytes;
	}

	/**
	 * The limit.
	 * @return the longest line, in bytes without LF or CRLF
	 */
	public int maxLineBytes() {
		return this.maxLineBytes;
	}

	/**
	 * Changes the limit from the next byte on.
	 * @param maxLineBytes the longest line, in bytes without LF or CRLF
	 */
	public void setMaxLineBytes(int maxLineBytes) {
		this.maxLineBytes = maxLineBytes;
	}

	/**
	 * Lets lines have data behind them from the next byte on.
	 */
	public void allowSizedData() {
		this.sized = true;
	}

	/**
	 * Takes more bytes.
	 * @param chunk the array they stand in
	 * @param offset where they begin
	 * @param length how many they are
	 * @param consumer what gets the lines
	 * @return how many were taken: fewer only where the consumer asked for a pause
	 */
	public int feed(byte[] chunk, int offset, int length, LineConsumer consumer) {
		int end = offset + length;
		int at = offset;
		this.paused = false;
		while (at < end && !this.paused) {
			at = (this.missing > 0) ? takeMissing(chunk, at, end, consumer) : takeLine(chunk, at, end, consumer);
		}
		return at - offset;
	}

	// returns where to go on
	private int takeLine(byte[] chunk, int from, int end, LineConsumer consumer) {
		int lineFeed = ByteSearch.lineFeed(chunk, from, end);
		int to = (lineFeed >= 0) ? lineFeed : end;
		if (lineFeed >= 0 && isFresh()) {
			int line = beginOfSizedLine(chunk, from, lineFeed);
			if (line >= 0) {
				return takeSized(chunk, from, line, lineFeed, end, consumer);
			}
			this.paused = !complete(chunk, from, to, consumer);
		}
		else if (!keep(chunk, from, to)) {
			refuse(consumer);
		}
		else if (lineFeed >= 0) {
			completePartial(consumer);
		}
		return (lineFeed >= 0) ? lineFeed + 1 : end;
	}

	private void refuse(LineConsumer consumer) {
		release();
		consumer.tooLong();
		this.paused = true;
	}

	// -1 for a line without data
	private int beginOfSizedLine(byte[] bytes, int from, int to) {
		return this.sized ? SizedData.beginOfLine(bytes, from, to) : -1;
	}

	private int takeSized(byte[] chunk, int from, int line, int lineFeed, int end, LineConsumer consumer) {
		int data = SizedData.length(chunk, from, line);
		int dataFrom = lineFeed + 1;
		if (!SizedData.fits(lineFeed - line, data, this.maxLineBytes)) {
			refuse(consumer);
			return dataFrom;
		}
		if (data < end - dataFrom) {
			this.paused = !consumer.sized(chunk, line, lineFeed - line, data);
			return dataFrom + data + 1;
		}
		append(chunk, from, dataFrom);
		awaitData(data);
		return dataFrom;
	}

	private void awaitData(int data) {
		this.dataLength = data;
		this.missing = data + 1;
	}

	private int takeMissing(byte[] chunk, int from, int end, LineConsumer consumer) {
		int taken = Math.min(this.missing, end - from);
		append(chunk, from, from + taken);
		this.missing -= taken;
		if (this.missing == 0) {
			int lineFeed = this.partialLength - 1 - this.dataLength - 1;
			int line = SizedData.beginOfLine(this.partial, 0, lineFeed);
			this.paused = !consumer.sized(takePartial(), line, lineFeed - line, this.dataLength);
		}
		return from + taken;
	}

	private boolean isFresh() {
		return this.partialLength == 0 && !this.heldCarriageReturn;
	}

	private boolean complete(byte[] bytes, int from, int lineEnd, LineConsumer consumer) {
		int to = (lineEnd > from && bytes[lineEnd - 1] == '\r') ? lineEnd - 1 : lineEnd;
		if (to - from > this.maxLineBytes) {
			consumer.tooLong();
			return false;
		}
		return isBlank(bytes, from, to) || consumer.line(bytes, from, to - from);
	}

	private void completePartial(LineConsumer consumer) {
		int length = this.partialLength;
		int line = beginOfSizedLine(this.partial, 0, length);
		if (line >= 0) {
			int data = SizedData.length(this.partial, 0, line);
			if (this.heldCarriageReturn || !SizedData.fits(length - line, data, this.maxLineBytes)) {
				refuse(consumer);
			}
			else {
				append(LINE_FEED, 0, 1);
				awaitData(data);
			}
			return;
		}
		boolean terminated = this.heldCarriageReturn;
		byte[] bytes = takePartial();
		if (terminated) {
			this.paused = !(isBlank(bytes, 0, length) || consumer.line(bytes, 0, length));
		}
		else {
			this.paused = !complete(bytes, 0, length, consumer);
		}
	}

	private byte[] takePartial() {
		byte[] taken = this.partial;
		this.partialLength = 0;
		this.heldCarriageReturn = false;
		if (taken.length > KEPT_CAPACITY) {
			this.partial = NOTHING;
		}
		return taken;
	}

	// false if the line gets longer than the limit
	private boolean keep(byte[] bytes, int from, int to) {
		int length = to - from;
		if (length == 0) {
			return true;
		}
		if (this.heldCarriageReturn) {
			return false;
		}
		int room = this.maxLineBytes - this.partialLength;
		if (length > room) {
			if (length > room + 1 || bytes[to - 1] != '\r') {
				return false;
			}
			this.heldCarriageReturn = true;
			length--;
		}
		append(bytes, from, from + length);
		return true;
	}

	private void append(byte[] bytes, int from, int to) {
		int length = to - from;
		grow(this.partialLength + length);
		System.arraycopy(bytes, from, this.partial, this.partialLength, length);
		this.partialLength += length;
	}

	private void grow(int needed) {
		if (needed > this.partial.length) {
			int doubled = Math.max(FIRST_CAPACITY, Math.max(needed, 2 * this.partial.length));
			this.partial = Arrays.copyOf(this.partial, Math.max(needed, Math.min(doubled, this.maxLineBytes)));
		}
	}

	// most lines end here at their first byte
	private static boolean isBlank(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Lets go of what is kept of a line.
	 */
	public void release() {
		this.partial = NOTHING;
		this.partialLength = 0;
		this.heldCarriageReturn = false;
		this.missing = 0;
	}

	/**
	 * How much is kept of a line whose end has not come.
	 * @return the number of bytes
	 */
	public int partialBytes() {
		return this.partialLength;
	}

	/**
	 * How much memory is kept for a line whose end has not come, and for the next one.
	 * @return the number of bytes
	 */
	public int heldBytes() {
		return this.partial.length;
	}

	/**
	 * What gets the lines.
	 */
	public interface LineConsumer {

		/**
		 * A line that is not blank.
		 * @param bytes the array it stands in, good during the call
		 * @param offset where it begins
		 * @param length its length, without LF or CRLF
		 * @return whether to go on with the next one
		 */
		boolean line(byte[] bytes, int offset, int length);

		/**
		 * A line with data and another byte behind it, which should be a LF.
		 * @param bytes the array they stand in, good during the call
		 * @param offset where the line begins
		 * @param length its length, without LF, behind which the data begin
		 * @param dataLength the length of the data
		 * @return whether to go on with the next one
		 */
		default boolean sized(byte[] bytes, int offset, int length, int dataLength) {
			throw new IllegalStateException("Sized data was not allowed");
		}

		/**
		 * A line exceeds the limit. No more comes of it.
		 */
		void tooLong();

	}

}
