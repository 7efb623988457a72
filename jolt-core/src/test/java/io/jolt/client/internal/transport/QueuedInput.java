package io.jolt.client.internal.transport;

import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A connection's input that a test fills, read one byte at a time.
 */
final class QueuedInput extends InputStream {

	private static final int END = -1;

	private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

	void add(int next) {
		this.bytes.add(next);
	}

	void end() {
		this.bytes.add(END);
	}

	@Override
	public int read() {
		try {
			return this.bytes.take();
		}
		catch (InterruptedException ex) {
			return END;
		}
	}

	@Override
	public int read(byte[] buffer, int offset, int length) {
		int next = read();
		buffer[offset] = (byte) next;
		return (next == END) ? END : 1;
	}

}
