package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the search by words against one byte by byte.
 */
class ByteSearchTests {

	@Test
	void everyByteIsFoundAtEveryOffsetOfAWord() {
		for (int value = 0; value < 256; value++) {
			for (int length = 0; length <= 24; length++) {
				for (int at = 0; at < length; at++) {
					byte[] bytes = new byte[length + 3];
					Arrays.fill(bytes, (byte) 'x');
					bytes[3 + at] = (byte) value;
					check(bytes, 3, bytes.length);
				}
			}
		}
	}

	@Test
	void randomBytesAreSearchedAsOneByOne() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		byte[] pieces = { 'x', ' ', '!', '"', '#', '[', '\\', ']', 0x1f, 0x20, '\n', 0x0b, 0, 0x7f, (byte) 0x80,
				(byte) 0xff, (byte) 0xa2, (byte) 0xdc };
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = new byte[random.nextInt(41)];
			int rarity = 1 + random.nextInt(20);
			for (int j = 0; j < bytes.length; j++) {
				bytes[j] = (random.nextInt(rarity) == 0) ? pieces[random.nextInt(pieces.length)] : (byte) 'y';
			}
			int from = random.nextInt(bytes.length + 1);
			check(bytes, from, from + random.nextInt(bytes.length - from + 1));
		}
	}

	private static void check(byte[] bytes, int from, int to) {
		int lineFeed = -1;
		int special = to;
		boolean ascii = true;
		for (int i = to - 1; i >= from; i--) {
			byte b = bytes[i];
			lineFeed = (b == '\n') ? i : lineFeed;
			special = (b < 0x20 || b == '"' || b == '\\') ? i : special;
			ascii &= b >= 0;
		}
		assertThat(ByteSearch.lineFeed(bytes, from, to)).isEqualTo(lineFeed);
		assertThat(ByteSearch.endOfPlainText(bytes, from, to)).isEqualTo(special);
		assertThat(ByteSearch.isAscii(bytes, from, to)).isEqualTo(ascii);
		for (int at = 0; at <= 9; at += 3) {
			byte[] target = new byte[at + to - from + 7];
			Arrays.fill(target, (byte) 1);
			assertThat(ByteSearch.copyPlainText(bytes, from, to, target, at)).isEqualTo(special - from);
			assertThat(Arrays.copyOfRange(target, at, at + special - from))
				.isEqualTo(Arrays.copyOfRange(bytes, from, special));
			for (int i = 0; i < at; i++) {
				assertThat(target[i]).isEqualTo((byte) 1);
			}
		}
	}

	@Test
	void aHashDependsOnTheTextAloneAndTellsUsualTopicsApart() {
		Set<Integer> hashes = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			byte[] text = ("orders." + i + ".created").getBytes(StandardCharsets.US_ASCII);
			byte[] within = ("xx" + "orders." + i + ".created" + "yy").getBytes(StandardCharsets.US_ASCII);
			int hash = ByteSearch.hash(text, 0, text.length);
			assertThat(ByteSearch.hash(within, 2, within.length - 2)).isEqualTo(hash);
			hashes.add(hash & 0xFFFFF);
			byte[] brief = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
			assertThat(ByteSearch.hash(brief, 0, brief.length))
				.isEqualTo(ByteSearch.hash(brief.clone(), 0, brief.length));
		}
		assertThat(hashes).hasSizeGreaterThan(950);
	}

}
