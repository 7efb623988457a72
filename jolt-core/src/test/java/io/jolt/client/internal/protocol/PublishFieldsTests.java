package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the client adds stands before the headers of the message.
 */
class PublishFieldsTests {

	private final RequestEncoder encoder = new RequestEncoder(true);

	@Test
	void aRequestNamesItsInboxAndAsksForACount() {
		PublishFields added = PublishFields.request("_jolt.inbox.a-B_1", false);
		assertThat(line(Map.of("n", "v"), added)).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","count":true,"headers":{"jolt-reply-to":"_jolt.inbox.a-B_1","n":"v"}}
				""");
		assertThat(line(Map.of(), added)).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","count":true,"headers":{"jolt-reply-to":"_jolt.inbox.a-B_1"}}
				""");
	}

	@Test
	void aCompressedRequestNamesBoth() {
		assertThat(line(Map.of(), PublishFields.request("i", true))).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","count":true,"headers":{"jolt-reply-to":"i","jolt-encoding":"gzip"}}
				""");
	}

	@Test
	void aCountAloneAddsNoHeaders() {
		assertThat(line(Map.of(), PublishFields.of(false, true))).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","count":true}
				""");
		assertThat(line(Map.of("n", "v"), PublishFields.of(true, false))).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","headers":{"jolt-encoding":"gzip","n":"v"}}
				""");
		assertThat(line(Map.of(), PublishFields.of(false, false))).isEqualTo("""
				{"op":"pub","topic":"t","data":"d"}
				""");
	}

	@Test
	void theSameIsAddedToALineThatIsFollowedByItsData() {
		LineBuffer line = this.encoder.publish("t", "\"\u00e9", Map.of("n", "v"), PublishFields.request("i", false),
				10_000);
		String text = new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8);
		this.encoder.release(line);
		assertThat(text).isEqualTo("""
				#3 {"op":"pub","topic":"t","count":true,"headers":{"jolt-reply-to":"i","n":"v"}}
				"\u00e9
				""");
	}

	private String line(Map<String, String> headers, PublishFields added) {
		return new String(this.encoder.publishLine("t", "d", headers, added), StandardCharsets.UTF_8);
	}

}
