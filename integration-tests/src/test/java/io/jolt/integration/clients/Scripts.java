package io.jolt.integration.clients;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts that are damaged when somebody confuses bytes and characters.
 */
final class Scripts {

	private static final int LONG_BYTES = 24 * 1024;

	/**
	 * Latin with and without combining characters, Greek, Cyrillic, Arabic, Hebrew,
	 * Devanagari, Thai, Chinese, Japanese, Korean, characters outside the basic plane, an
	 * emoji of several characters, and what JSON has to escape.
	 */
	static final List<String> SAMPLES = List.of("Grüße, naïve façade", "e\u0301 n\u0303 o\u0308", "Καλημέρα κόσμε",
			"Привет, мир", "مرحبا بالعالم", "שלום עולם", "नमस्ते दुनिया", "สวัสดีชาวโลก", "你好，世界", "こんにちは世界", "안녕하세요",
			"𝄞 𝒳 🂡", "👩‍👩‍👧‍👦 🇺🇳 👍🏽", "\"quoted\" \\ / \t \n \r \b \f \u0000 \u001f \u007f",
			"\u2028 \u2029 \uFEFF \uFFFD");

	private Scripts() {
	}

	/**
	 * Each sample repeated until it is much longer than what a client reads at once.
	 * @return the texts, each over 8 KiB
	 */
	static List<String> longTexts() {
		return SAMPLES.stream()
			.map((sample) -> sample.repeat(LONG_BYTES / sample.getBytes(StandardCharsets.UTF_8).length + 1))
			.toList();
	}

}
