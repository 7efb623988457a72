package io.jolt.client.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches eight bytes at a time, because every byte of every message passes through
 * here.
 */
final class ByteSearch {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long MIX = 0x9E3779B97F4A7C15L;

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long SPACES = ' ' * ONES;

	private static final long QUOTES = '"' * ONES;

	private static final long BACKSLASHES = '\\' * ONES;

	private static final long LINE_FEEDS = '\n' * ONES;

	private ByteSearch() {
	}

	/**
	 * Hashes a short text by its length, its beginning, its middle and its end, so that
	 * those that differ nowhere else have the same hash.
	 * @param bytes holds the text
	 * @param from where it begins
	 * @param to where it ends
	 * @return the hash
	 */
	static int hash(byte[] bytes, int from, int to) {
		long hash = (long) to - from;
		if (to - from >= Long.BYTES) {
			hash = MIX * (hash ^ (long) LONGS.get(bytes, from));
			hash = MIX * (hash ^ (hash >>> 32) ^ (long) LONGS.get(bytes, (from + to - Long.BYTES) >>> 1));
			hash = MIX * (hash ^ (hash >>> 32) ^ (long) LONGS.get(bytes, to - Long.BYTES));
		}
		else {
			for (int i = from; i < to; i++) {
				hash = 31 * hash + bytes[i];
			}
		}
		return (int) (hash ^ (hash >>> 32));
	}

	/**
	 * Finds the first LF.
	 * @param bytes holds the bytes
	 * @param from where to begin
	 * @param to where to end
	 * @return where it is, or -1
	 */
	static int lineFeed(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			long found = zeroBytes((long) LONGS.get(bytes, at) ^ LINE_FEEDS);
			if (found != 0) {
				return at + firstByte(found);
			}
		}
		for (; at < to; at++) {
			if (bytes[at] == '\n') {
				return at;
			}
		}
		return -1;
	}

	/**
	 * Finds the first byte that means something inside a JSON string (a quote, a
	 * backslash, a control character) or is outside ASCII.
	 * @param bytes holds the bytes
	 * @param from where to begin
	 * @param to where to end
	 * @return where it is, or {@code to} if there is none
	 */
	static int endOfPlainText(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			long found = special((long) LONGS.get(bytes, at));
			if (found != 0) {
				return at + firstByte(found);
			}
		}
		while (at < to && isPlain(bytes[at])) {
			at++;
		}
		return at;
	}

	/**
	 * Copies up to the first byte that {@link #endOfPlainText} would find. Copies eight
	 * bytes at a time, so up to seven bytes after it are overwritten, too.
	 * @param source holds the bytes
	 * @param from where to begin
	 * @param to where to end
	 * @param target receives them; has room for all of them and seven more
	 * @param at where they go
	 * @return how many were copied
	 */
	static int copyPlainText(byte[] source, int from, int to, byte[] target, int at) {
		int next = from;
		int shift = at - from;
		for (; next <= to - Long.BYTES; next += Long.BYTES) {
			long word = (long) LONGS.get(source, next);
			LONGS.set(target, next + shift, word);
			long found = special(word);
			if (found != 0) {
				return next + firstByte(found) - from;
			}
		}
		while (next < to && isPlain(source[next])) {
			target[next + shift] = source[next];
			next++;
		}
		return next - from;
	}

	/**
	 * Whether all bytes are ASCII.
	 * @param bytes holds the bytes
	 * @param from where to begin
	 * @param to where to end
	 * @return {@code true} if each is below 0x80
	 */
	static boolean isAscii(byte[] bytes, int from, int to) {
		long seen = 0;
		int at = from;
		for (; at <= to - 4 * Long.BYTES; at += 4 * Long.BYTES) {
			seen |= (long) LONGS.get(bytes, at) | (long) LONGS.get(bytes, at + Long.BYTES)
					| (long) LONGS.get(bytes, at + 2 * Long.BYTES) | (long) LONGS.get(bytes, at + 3 * Long.BYTES);
		}
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			seen |= (long) LONGS.get(bytes, at);
		}
		for (; at < to; at++) {
			seen |= bytes[at];
		}
		return (seen & HIGH_BITS) == 0;
	}

	private static boolean isPlain(byte b) {
		return b >= ' ' && b != '"' && b != '\\';
	}

	// the lowest bit found is exact: a borrow only goes up from a byte that is found
	private static long special(long word) {
		return (word | ((word - SPACES) & ~word) | zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES))
				& HIGH_BITS;
	}

	private static long zeroBytes(long word) {
		return (word - ONES) & ~word & HIGH_BITS;
	}

	private static int firstByte(long found) {
		return Long.numberOfTrailingZeros(found) >>> 3;
	}

}
