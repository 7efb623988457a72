package io.jolt.broker.internal.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogLimitTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	@Test
	void someLinesAreAdmittedAndThenCountedUntilTheWindowIsOver() {
		LogLimit limit = new LogLimit(3, this.nanos::get);
		for (int i = 0; i < 3; i++) {
			assertThat(limit.admit()).isZero();
		}
		for (int i = 0; i < 500; i++) {
			assertThat(limit.admit()).isEqualTo(-1);
		}
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
		assertThat(limit.admit()).isEqualTo(-1);
		this.nanos.addAndGet(1);
		assertThat(limit.admit()).isEqualTo(501);
		assertThat(limit.admit()).isZero();
	}

	@Test
	void textFromOutsideIsEscapedAndCut() {
		assertThat(LogText.of("a\nb\u001b[31m\u202e\u00e9")).isEqualTo("a\\u000ab\\u001b[31m\\u202e\\u00e9");
		assertThat(LogText.of("x".repeat(10_000))).hasSize(203).endsWith("...");
		assertThat(LogText.of(null)).isEqualTo("unknown");
	}

}
