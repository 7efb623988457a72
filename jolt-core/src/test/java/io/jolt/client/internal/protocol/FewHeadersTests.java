package io.jolt.client.internal.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FewHeadersTests {

	private final Map<String, String> headers = new FewHeaders(new String[] { "b", "1", "a", "2" });

	@Test
	void itIsLikeAnyOtherMapInItsOrder() {
		Map<String, String> other = new LinkedHashMap<>();
		other.put("b", "1");
		other.put("a", "2");
		assertThat(this.headers).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
		assertThat(this.headers.keySet()).containsExactly("b", "a");
		Map<String, String> visited = new LinkedHashMap<>();
		this.headers.forEach(visited::put);
		assertThat(visited).containsExactlyEntriesOf(other);
		assertThat(this.headers.get("a")).isEqualTo("2");
		assertThat(this.headers).doesNotContainKey("c").containsKey("b");
		assertThat(this.headers.get(null)).isNull();
	}

	@Test
	void nobodyChangesIt() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.headers.put("c", "3"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.headers.remove("a"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(this.headers::clear);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.headers.entrySet().iterator().next().setValue("3"));
	}

}
