package io.jolt.broker.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches byte arrays eight bytes at a time: every byte of every message passes through
 * here.
 */
final class ByteSearch {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long MIX = 0x9E3779B97F4A7C15L;

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long SPACES = 0x20 * ONES;

	private static final long QUOTES = '"' * ONES;

	private static final long BACKSLASHES = '\\' * ONES;

	private static final long LINE_FEEDS = '\n' * ONES;

	private ByteSearch() {
	}

	// hashes a short text by its length, its beginning, its middle and its end: those
	// that differ nowhere else have the same hash
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

	// the index of the first LF, or -1
	static int lineFeed(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			long found = zeroBytes((long) LONGS.get(bytes, at) ^ LINE_FEEDS);
			if (found != 0) {
				return at + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		for (; at < to; at++) {
			if (bytes[at] == '\n') {
				return at;
			}
		}
		return -1;
	}

	// the index of the first byte that means something inside a JSON string (a quote, a
	// backslash, a control character) or is outside ASCII; to where there is none
	static int endOfPlainText(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			long found = special((long) LONGS.get(bytes, at));
			if (found != 0) {
				return at + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		for (; at < to; at++) {
			byte value = bytes[at];
			if (value < 0x20 || value == '"' || value == '\\') {
				return at;
			}
		}
		return to;
	}

	// copies up to the first byte that endOfPlainText would find, eight bytes at a time:
	// up to seven bytes behind are overwritten, too, and the target has room for them.
	// Returns how many were copied.
	static int copyPlainText(byte[] source, int from, int to, byte[] target, int at) {
		int next = from;
		int shift = at - from;
		for (; next <= to - Long.BYTES; next += Long.BYTES) {
			long word = (long) LONGS.get(source, next);
			LONGS.set(target, next + shift, word);
			long found = special(word);
			if (found != 0) {
				return next + (Long.numberOfTrailingZeros(found) >>> 3) - from;
			}
		}
		while (next < to && source[next] >= 0x20 && source[next] != '"' && source[next] != '\\') {
			target[next + shift] = source[next];
			next++;
		}
		return next - from;
	}

	// the index of the first byte outside ASCII; to where there is none
	static int endOfAscii(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			long found = (long) LONGS.get(bytes, at) & HIGH_BITS;
			if (found != 0) {
				return at + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (at < to && bytes[at] >= 0) {
			at++;
		}
		return at;
	}

	private static long special(long word) {
		return (word | ((word - SPACES) & ~word) | zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES))
				& HIGH_BITS;
	}

	// the lowest bit found is exact: a borrow only goes up from a byte that is zero
	private static long zeroBytes(long word) {
		return (word - ONES) & ~word & HIGH_BITS;
	}

}
