package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The line that a message is delivered as: the topic, data and headers of the request as
 * they were written, spliced together without being decoded. Used again for every
 * message; owned by one thread.
 */
public final class Delivery {

	/**
	 * Up to here copying a line into each subscriber's queue is cheaper than counting
	 * references to a shared one.
	 */
	private static final int MAX_COPIED_BYTES = 4 * 1024;

	private static final byte[] TOPIC = ascii("{\"topic\":");

	private static final byte[] DATA = ascii(",\"data\":");

	private static final byte[] HEADERS = ascii(",\"headers\":");

	private static final byte[] END = ascii("}\n");

	private final ByteBufAllocator allocator;

	private final byte[] small = new byte[MAX_COPIED_BYTES];

	private int length;

	private @Nullable ByteBuf shared;

	/**
	 * Makes room for deliveries.
	 * @param allocator makes the buffers of long ones
	 */
	public Delivery(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	/**
	 * Splices the delivery that a publish causes. To be ended with {@link #release()}.
	 * @param request the request
	 */
	public void splice(Request request) {
		this.length = TOPIC.length + request.rawTopic.length() + DATA.length + request.rawData.length() + END.length;
		if (request.rawHeaders.isPresent()) {
			this.length += HEADERS.length + request.rawHeaders.length();
		}
		if (this.length <= MAX_COPIED_BYTES) {
			spliceSmall(request);
		}
		else {
			this.shared = spliceShared(request, this.allocator.directBuffer(this.length, this.length));
		}
	}

	private void spliceSmall(Request request) {
		int at = put(TOPIC, 0, TOPIC.length, 0);
		at = put(request.line, request.rawTopic, at);
		at = put(DATA, 0, DATA.length, at);
		at = put(request.line, request.rawData, at);
		if (request.rawHeaders.isPresent()) {
			at = put(HEADERS, 0, HEADERS.length, at);
			at = put(request.line, request.rawHeaders, at);
		}
		put(END, 0, END.length, at);
	}

	private int put(byte[] line, Request.Span span, int at) {
		return put(line, span.from, span.length(), at);
	}

	private int put(byte[] bytes, int from, int length, int at) {
		System.arraycopy(bytes, from, this.small, at, length);
		return at + length;
	}

	private static ByteBuf spliceShared(Request request, ByteBuf line) {
		line.writeBytes(TOPIC).writeBytes(request.line, request.rawTopic.from, request.rawTopic.length());
		line.writeBytes(DATA).writeBytes(request.line, request.rawData.from, request.rawData.length());
		if (request.rawHeaders.isPresent()) {
			line.writeBytes(HEADERS).writeBytes(request.line, request.rawHeaders.from, request.rawHeaders.length());
		}
		return line.writeBytes(END);
	}

	/**
	 * The length of the line with its LF.
	 * @return the number of bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * The line where it is short.
	 * @return an array that begins with it
	 */
	public byte[] bytes() {
		return this.small;
	}

	/**
	 * The line where it is long: one buffer for all subscribers, to be retained for each.
	 * @return the buffer, or null where the line is short
	 */
	public @Nullable ByteBuf shared() {
		return this.shared;
	}

	/**
	 * Lets go of the line.
	 */
	public void release() {
		ByteBuf shared = this.shared;
		if (shared != null) {
			this.shared = null;
			shared.release();
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
