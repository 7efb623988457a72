package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WireTextTests {

	@Test
	void harmlessTextStaysAsItIs() {
		assertThat(WireText.sanitize("invalid_topic: \u00e9\ud83d\ude00 '\"\\"))
			.isEqualTo("invalid_topic: \u00e9\ud83d\ude00 '\"\\");
	}

	@Test
	void whatATerminalActsUponIsEscaped() {
		assertThat(WireText.sanitize("a\r\n\tb\u001b[0m\u0000\u007f\u0085\u2028\u202e\ufeff\ud83d"))
			.isEqualTo("a\\r\\n\\tb\\u001b[0m\\u0000\\u007f\\u0085\\u2028\\u202e\\ufeff\\ud83d");
	}

	@Test
	void longTextIsTruncated() {
		assertThat(WireText.sanitize("x".repeat(100))).isEqualTo("x".repeat(100));
		assertThat(WireText.sanitize("x".repeat(101))).isEqualTo("x".repeat(100) + "...");
		byte[] bytes = "\ud83d\ude00".repeat(1_000).getBytes(StandardCharsets.UTF_8);
		assertThat(WireText.sanitize(bytes, 0, bytes.length)).isEqualTo("\ud83d\ude00".repeat(50) + "...");
	}

	@Test
	void nothingIsKeptOfAPasswordThatIsSentBack() {
		String request = "{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"sentinel\"}";
		assertThat(WireText.sanitize(request)).isEqualTo("{\"op\":\"auth\",\"user\":\"app\",\"pass\"...");
		assertThat(WireText.sanitize("what is " + request + "?")).doesNotContain("sentinel");
		assertThat(WireText.sanitize("{\"error\":\"" + request.replace("\"", "\\\"") + "\"}"))
			.doesNotContain("sentinel");
	}

}
