package io.jolt.client.internal.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderLimits}.
 */
class HeaderLimitsTests {

	@Test
	void nothingIsLeftOutWhereThereIsRoom() {
		Map<String, String> headers = numbered(64);
		assertThat(HeaderLimits.fit(headers, headers.keySet())).isSameAs(headers);
	}

	@Test
	void theLastOptionalHeadersAreLeftOutWhereThereAreTooMany() {
		Map<String, String> headers = numbered(70);
		Set<String> optional = IntStream.range(10, 70).mapToObj((i) -> "h" + i).collect(Collectors.toSet());
		assertThat(HeaderLimits.fit(headers, optional)).hasSize(64).containsKeys("h9", "h63").doesNotContainKey("h64");
	}

	@Test
	void optionalHeadersMakeRoomForThoseThatAreNeeded() {
		Map<String, String> headers = numbered(70);
		assertThat(HeaderLimits.fit(headers, Set.of("h0", "h1", "h2", "h3", "h4", "h5"))).hasSize(64)
			.doesNotContainKeys("h0", "h5")
			.containsKeys("h6", "h69");
	}

	@Test
	void optionalHeadersThatAreTooLargeAreLeftOutAndSmallerOnesAfterThemAreNot() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("needed", "\u00e9".repeat(8 * 1024 - 10));
		headers.put("large", "x".repeat(20));
		headers.put("n".repeat(129), "");
		headers.put("small", "x");
		assertThat(HeaderLimits.fit(headers, Set.of("large", "small", "n".repeat(129)))).containsOnlyKeys("needed",
				"small");
	}

	@Test
	void whatIsNeededStaysEvenIfItIsTooMuch() {
		Map<String, String> headers = numbered(70);
		assertThat(HeaderLimits.fit(headers, Set.of())).isEqualTo(headers);
	}

	private static Map<String, String> numbered(int count) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			headers.put("h" + i, "v");
		}
		return headers;
	}

}
