package io.jolt.client.internal.protocol;

/**
 * Cuts a stream of bytes into lines. The limit on a line counts its bytes without LF or
 * CRLF, and is checked before anything is buffered. A line that stands whole in a chunk
 * is handed on where it is. Not safe for use by several threads.
 */
public final class LineFramer {

	/**
	 * A buffer that has grown beyond this is given back after its line.
	 */
	private static final int RETAINED_BYTES = 64 * 1024;

	private static final int INITIAL_BYTES = 1024;

	private static final byte[] EMPTY = {};

	private final int maxLineBytes;

	// the beginning of a line whose end has not come; owned by the feeding thread
	private byte[] partial = EMPTY;

	// how many bytes of it are taken; owned by the feeding thread
	private int partialSize;

	/**
	 * Creates a framer.
	 * @param maxLineBytes how many bytes a line may have without LF or CRLF
	 */
	public LineFramer(int maxLineBytes) {
		this.maxLineBytes = maxLineBytes;
	}

	/**
	 * Takes the next bytes of the stream and hands on the lines that end in them, without
	 * their surrounding white space; blank lines are skipped. After an exception the
	 * stream is beyond repair.
	 * @param chunk holds the bytes
	 * @param offset where they begin
	 * @param length how many there are
	 * @param consumer receives the lines, whose bytes are its own only until it returns
	 * @throws ProtocolException if a line is too long, or from the consumer
	 */
	public void feed(byte[] chunk, int offset, int length, LineConsumer consumer) throws ProtocolException {
		int end = offset + length;
		int start = offset;
		while (start < end) {
			int lineFeed = Bytes.indexOf(chunk, start, end, (byte) '\n');
			if (lineFeed < 0) {
				buffer(chunk, start, end);
				return;
			}
			if (this.partialSize == 0) {
				emit(chunk, start, lineFeed, consumer);
			}
			else {
				emitPartial(chunk, start, lineFeed, consumer);
			}
			start = lineFeed + 1;
		}
	}

	private void emitPartial(byte[] chunk, int start, int lineFeed, LineConsumer consumer) {
		if (start < lineFeed) {
			buffer(chunk, start, lineFeed);
		}
		int size = this.partialSize;
		this.partialSize = 0;
		emit(this.partial, 0, size, consumer);
		if (this.partial.length > RETAINED_BYTES) {
			this.partial = EMPTY;
		}
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
		// a CR at the very end may yet turn out to be half of a line end
		long counted = (long) this.partialSize + length - ((chunk[end - 1] == '\r') ? 1 : 0);
		if (counted > this.maxLineBytes) {
			if (this.partialSize > 0) {
				throw ProtocolException.tooLong(this.maxLineBytes, this.partial, 0, this.partialSize);
			}
			throw ProtocolException.tooLong(this.maxLineBytes, chunk, start, length);
		}
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

	}

}
