package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentStringsTests {

	private final RecentStrings cache = new RecentStrings();

	@Test
	void aTopicIsFoundByItsBytesWhereverTheyStand() {
		byte[] bytes = bytes("xx.orders.xx");
		this.cache.put(bytes, 3, 9, "orders");
		assertThat(this.cache.get(bytes("orders"), 0, 6)).isEqualTo("orders");
		assertThat(this.cache.get(bytes, 3, 8)).isNull();
		assertThat(this.cache.get(bytes, 2, 9)).isNull();
		assertThat(this.cache.get(bytes, 3, 3)).isNull();
	}

	@Test
	void whatWasGivenToItIsCopied() {
		byte[] bytes = bytes("orders");
		this.cache.put(bytes, 0, 6, "orders");
		bytes[0] = 'O';
		assertThat(this.cache.get(bytes, 0, 6)).isNull();
		assertThat(this.cache.get(bytes("orders"), 0, 6)).isEqualTo("orders");
	}

	@Test
	void longTopicsAreNotKept() {
		byte[] longest = bytes("x".repeat(96));
		byte[] longer = bytes("x".repeat(97));
		this.cache.put(longest, 0, 96, "longest");
		this.cache.put(longer, 0, 97, "longer");
		assertThat(this.cache.get(longest, 0, 96)).isEqualTo("longest");
		assertThat(this.cache.get(longer, 0, 97)).isNull();
	}

	@Test
	void manyTopicsAreNeverTakenForEachOther() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int found = 0;
		for (int i = 0; i < 100_000; i++) {
			String topic = "t." + random.nextInt(2_000);
			byte[] bytes = bytes(topic);
			String cached = this.cache.get(bytes, 0, bytes.length);
			if (cached != null) {
				assertThat(cached).as("seed %d", seed).isEqualTo(topic);
				found++;
			}
			else {
				this.cache.put(bytes, 0, bytes.length, topic);
			}
		}
		assertThat(found).as("seed %d", seed).isPositive();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
