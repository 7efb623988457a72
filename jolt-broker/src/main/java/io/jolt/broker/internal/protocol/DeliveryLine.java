package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.jolt.broker.internal.routing.GroupName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a message is delivered as. Used again for every message; owned by one
 * thread.
 */
public final class DeliveryLine {

	/**
	 * Up to here copying a line into each subscriber's queue is cheaper than counting
	 * references to a shared one.
	 */
	private static final int MAX_COPIED_BYTES = 8 * 1024;

	private static final byte[] TOPIC = ascii("{\"topic\":");

	private static final byte[] DATA = ascii(",\"data\":");

	private static final byte[] HEADERS = ascii(",\"headers\":");

	private static final byte[] GROUP = ascii(",\"group\":");

	private static final byte[] END = ascii("}\n");

	private static final byte[] NOTHING = {};

	private static final byte[] LINE_FEED = ascii("\n");

	private static final int MAX_NUMBER_BYTES = 10;

	private final ByteBufAllocator allocator;

	private final byte[] small = new byte[MAX_COPIED_BYTES];

	// 0 while there is none
	private int length;

	// of the group that the line is for, as JSON; empty if it is for none
	private byte[] group = NOTHING;

	// the mark and the number of sized data, at its end
	private final byte[] number = new byte[1 + MAX_NUMBER_BYTES + 1];

	// null if it is short
	private @Nullable ByteBuf shared;

	DeliveryLine(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	// for whom the line will be that is spliced next
	void setGroup(GroupName group) {
		this.group = group.json();
	}

	void splice(Request request, byte[] data, int from, int dataLength) {
		begin(TOPIC.length + request.rawTopic.length() + DATA.length + dataLength + restLength(request));
		put(TOPIC);
		put(request.line, request.rawTopic.from, request.rawTopic.length());
		put(DATA);
		put(data, from, dataLength);
		putRest(request);
	}

	void spliceSized(Request request) {
		int dataLength = request.rawData.length();
		int numberFrom = writeNumber(dataLength);
		begin(this.number.length - numberFrom + TOPIC.length + request.rawTopic.length() + restLength(request)
				+ dataLength + LINE_FEED.length);
		put(this.number, numberFrom, this.number.length - numberFrom);
		put(TOPIC);
		put(request.line, request.rawTopic.from, request.rawTopic.length());
		putRest(request);
		put(request.line, request.rawData.from, dataLength);
		put(LINE_FEED);
	}

	// returns where it begins
	private int writeNumber(int value) {
		int at = this.number.length - 1;
		this.number[at--] = ' ';
		int rest = value;
		do {
			this.number[at--] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		while (rest > 0);
		this.number[at] = SizedData.MARK;
		return at;
	}

	private int restLength(Request request) {
		int headers = request.rawHeaders.isPresent() ? HEADERS.length + request.rawHeaders.length() : 0;
		return headers + ((this.group.length > 0) ? GROUP.length + this.group.length : 0) + END.length;
	}

	private void putRest(Request request) {
		if (request.rawHeaders.isPresent()) {
			put(HEADERS);
			put(request.line, request.rawHeaders.from, request.rawHeaders.length());
		}
		if (this.group.length > 0) {
			put(GROUP);
			put(this.group);
		}
		put(END);
	}

	private void begin(int total) {
		if (total > MAX_COPIED_BYTES) {
			this.shared = this.allocator.directBuffer(total, total);
		}
	}

	private void put(byte[] bytes) {
		put(bytes, 0, bytes.length);
	}

	private void put(byte[] bytes, int from, int count) {
		if (this.shared != null) {
			this.shared.writeBytes(bytes, from, count);
		}
		else {
			System.arraycopy(bytes, from, this.small, this.length, count);
		}
		this.length += count;
	}

	/**
	 * The length of the line with its LF.
	 * @return the number of bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * The line if it is short.
	 * @return an array that begins with it
	 */
	public byte[] bytes() {
		return this.small;
	}

	/**
	 * The line if it is long: one buffer for all subscribers, to be retained for each.
	 * @return the buffer, or null if the line is short
	 */
	public @Nullable ByteBuf shared() {
		return this.shared;
	}

	void release() {
		ByteBuf shared = this.shared;
		this.shared = null;
		this.length = 0;
		if (shared != null) {
			shared.release();
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
