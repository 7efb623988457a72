package io.jolt.client.internal.protocol;

/**
 * Cuts a stream of bytes into lines and, if agreed, into lines followed by data
 * ({@link SizedData}). The limit on a line counts its bytes without LF or CRLF, and is
 * checked before anything is buffered. A line that is complete in its chunk is passed on
 * without copying. Not safe for use by several threads.
 */
public final class LineFramer {

	/**
	 * A buffer that has grown beyond this is released after its line.
	 */
	private static final int RETAINED_BYTES = 64 * 1024;

	private static final int INITIAL_BYTES = 1024;

	private static final byte[] EMPTY = {};

	// what a delivery may have more than the publish that caused it: the name of a group,
	// whose 64 bytes take three times as many when they are escaped, and its key
	private static final int MAX_GROUP_BYTES = 256;

	// owned by the feeding thread
	private int maxLineBytes;

	// the beginning of an unfinished line; owned by the feeding thread
	private byte[] partial = EMPTY;

	// how many bytes of it are used; owned by the feeding thread
	private int partialSize;

	// whether data may follow lines; owned by the feeding thread
	private boolean sized;

	// of the data that follow the buffered line; owned by the feeding thread
	private int dataLength;

	// how many bytes of them, and of their line end, are missing; owned by the feeding
	// thread
	private int missing;

	/**
	 * Creates a framer.
	 * @param maxLineBytes how many bytes a line may have without LF or CRLF
	 */
	public LineFramer(int maxLineBytes) {
		this.maxLineBytes = maxLineBytes;
	}

	/**
	 * Lets data follow lines from here on.
	 */
	public void allowSizedData() {
		this.sized = true;
	}

	/**
	 * Lets lines name a group from here on, which their publishers did not count.
	 */
	public void allowGroups() {
		this.maxLineBytes += MAX_GROUP_BYTES;
	}

	/**
	 * Takes the next bytes of the stream and hands on the lines that end in them, without
	 * their surrounding white space; blank lines are skipped. After an exception the
	 * stream cannot be read further.
	 * @param chunk holds the bytes
	 * @param offset where they begin
	 * @param length how many there are
	 * @param consumer receives the lines; it must not use their bytes after it returns
	 * @throws ProtocolException if a line is too long, or from the consumer
	 */
	public void feed(byte[] chunk, int offset, int length, LineConsumer consumer) throws ProtocolException {
		int end = offset + length;
		int start = offset;
		while (start < end) {
			if (this.missing > 0) {
				start = feedSized(chunk, start, end, consumer);
				continue;
			}
			int lineFeed = ByteSearch.lineFeed(chunk, start, end);
			if (lineFeed < 0) {
				buffer(chunk, start, end);
				return;
			}
			if (this.partialSize == 0) {
				int data = dataLength(chunk, start, lineFeed);
				if (data < 0) {
					emit(chunk, start, lineFeed, consumer);
				}
				else if (lineFeed + 1 + data < end) {
					emitSized(chunk, start, lineFeed, data, consumer);
					start = lineFeed + 1 + data + 1;
					continue;
				}
				else {
					append(chunk, start, lineFeed + 1);
					awaitData(data);
				}
			}
			else {
				feedPartial(chunk, start, lineFeed, consumer);
			}
			start = lineFeed + 1;
		}
	}

	private void feedPartial(byte[] chunk, int start, int lineFeed, LineConsumer consumer) {
		if (start < lineFeed) {
			buffer(chunk, start, lineFeed);
		}
		int data = dataLength(this.partial, 0, this.partialSize);
		if (data < 0) {
			emitPartial(consumer);
		}
		else {
			append(chunk, lineFeed, lineFeed + 1);
			awaitData(data);
		}
	}

	// the line is buffered; its data and the LF after them are to follow
	private void awaitData(int data) {
		this.dataLength = data;
		this.missing = data + 1;
	}

	private int feedSized(byte[] chunk, int start, int end, LineConsumer consumer) {
		int taken = Math.min(this.missing, end - start);
		append(chunk, start, start + taken);
		this.missing -= taken;
		if (this.missing == 0) {
			int lineFeed = this.partialSize - 1 - this.dataLength - 1;
			byte[] frame = takePartial();
			emitSized(frame, 0, lineFeed, this.dataLength, consumer);
		}
		return start + taken;
	}

	// -1 for a line without data
	private int dataLength(byte[] bytes, int start, int lineFeed) {
		if (!this.sized || start == lineFeed || bytes[start] != SizedData.MARK) {
			return -1;
		}
		int endOfLength = SizedData.endOfLength(bytes, start, lineFeed);
		if (endOfLength < 0 || endOfLength == lineFeed) {
			return -1;
		}
		int length = SizedData.length(bytes, start, endOfLength);
		if (lineFeed - start + length > this.maxLineBytes) {
			throw ProtocolException.tooLong(this.maxLineBytes, bytes, start, lineFeed - start);
		}
		return length;
	}

	private static void emitSized(byte[] bytes, int start, int lineFeed, int dataLength, LineConsumer consumer) {
		int data = lineFeed + 1;
		if (bytes[data + dataLength] != '\n') {
			throw ProtocolException.malformed("data of another length than it says", bytes, start, lineFeed - start);
		}
		int line = SizedData.endOfLength(bytes, start, lineFeed) + 1;
		consumer.sized(bytes, line, lineFeed - line, dataLength);
	}

	private byte[] takePartial() {
		byte[] taken = this.partial;
		this.partialSize = 0;
		if (taken.length > RETAINED_BYTES) {
			this.partial = EMPTY;
		}
		return taken;
	}

	private void emitPartial(LineConsumer consumer) {
		int size = this.partialSize;
		emit(takePartial(), 0, size, consumer);
	}

	private void emit(byte[] bytes, int start, int end, LineConsumer consumer) {
		int last = end;
		if (last > start && bytes[last - 1] == '\r') {
			last--;
		}
		if (last - start > this.maxLineBytes) {
			throw ProtocolException.tooLong(this.maxLineBytes, bytes, start, last - start);
		}
		int first = start;
		while (first < last && isWhitespace(bytes[first])) {
			first++;
		}
		while (last > first && isWhitespace(bytes[last - 1])) {
			last--;
		}
		if (first < last) {
			consumer.line(bytes, first, last - first);
		}
	}

	private void buffer(byte[] chunk, int start, int end) {
		int length = end - start;
		// a CR at the very end may still turn out to be half of a line end
		long counted = (long) this.partialSize + length - ((chunk[end - 1] == '\r') ? 1 : 0);
		if (counted > this.maxLineBytes) {
			if (this.partialSize > 0) {
				throw ProtocolException.tooLong(this.maxLineBytes, this.partial, 0, this.partialSize);
			}
			throw ProtocolException.tooLong(this.maxLineBytes, chunk, start, length);
		}
		append(chunk, start, end);
	}

	private void append(byte[] chunk, int start, int end) {
		int length = end - start;
		this.partial = Bytes.ensureCapacity(this.partial, this.partialSize, length, INITIAL_BYTES);
		System.arraycopy(chunk, start, this.partial, this.partialSize, length);
		this.partialSize += length;
	}

	private static boolean isWhitespace(byte b) {
		return b == ' ' || (b >= '\t' && b <= '\r');
	}

	int bufferCapacity() {
		return this.partial.length;
	}

	/**
	 * Receives lines.
	 */
	@FunctionalInterface
	public interface LineConsumer {

		/**
		 * Takes a line, which is not blank.
		 * @param bytes holds the line; not to be kept or changed
		 * @param offset where it begins
		 * @param length how many bytes it has, without the line end
		 * @throws ProtocolException if the line is not acceptable
		 */
		void line(byte[] bytes, int offset, int length) throws ProtocolException;

		/**
		 * Takes a line followed by data, which come only once allowed.
		 * @param bytes holds both; not to be kept or changed
		 * @param offset where the line begins
		 * @param length how many bytes it has, without the line end, behind which the
		 * data begin
		 * @param dataLength how many bytes the data have
		 * @throws ProtocolException if the line is not acceptable
		 */
		default void sized(byte[] bytes, int offset, int length, int dataLength) throws ProtocolException {
			throw new IllegalStateException("Sized data was not allowed");
		}

	}

}
