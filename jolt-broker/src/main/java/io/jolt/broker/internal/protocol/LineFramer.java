package io.jolt.broker.internal.protocol;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. Keeps only the beginning of a line whose end has not
 * come yet, and never more of it than the limit. Owned by one thread.
 */
public final class LineFramer {

	private static final byte[] NOTHING = {};

	private static final int FIRST_CAPACITY = 256;

	// a longer one is given back once its line is done
	private static final int KEPT_CAPACITY = 16 * 1024;

	private int maxLineBytes;

	private byte[] partial = NOTHING;

	private int partialLength;

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
		while (at < end) {
			int lineFeed = ByteSearch.lineFeed(chunk, at, end);
			int to = (lineFeed >= 0) ? lineFeed : end;
			boolean more;
			if (lineFeed >= 0 && isFresh()) {
				more = complete(chunk, at, to, consumer);
			}
			else if (!keep(chunk, at, to)) {
				release();
				consumer.tooLong();
				more = false;
			}
			else {
				more = lineFeed < 0 || completePartial(consumer);
			}
			at = (lineFeed >= 0) ? lineFeed + 1 : end;
			if (!more) {
				break;
			}
		}
		return at - offset;
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

	private boolean completePartial(LineConsumer consumer) {
		byte[] line = this.partial;
		int length = this.partialLength;
		boolean terminated = this.heldCarriageReturn;
		this.partialLength = 0;
		this.heldCarriageReturn = false;
		if (line.length > KEPT_CAPACITY) {
			this.partial = NOTHING;
		}
		if (terminated) {
			return isBlank(line, 0, length) || consumer.line(line, 0, length);
		}
		return complete(line, 0, length, consumer);
	}

	// false where the line gets longer than the limit
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
		grow(this.partialLength + length);
		System.arraycopy(bytes, from, this.partial, this.partialLength, length);
		this.partialLength += length;
		return true;
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
		 * A line exceeds the limit. No more comes of it.
		 */
		void tooLong();

	}

}
