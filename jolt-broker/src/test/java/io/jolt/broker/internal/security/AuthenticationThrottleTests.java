package io.jolt.broker.internal.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationThrottleTests {

	private static final InetAddress GUESSER = InetAddress.getLoopbackAddress();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30));

	private final AuthenticationThrottle throttle = new AuthenticationThrottle(5, this.nanos::get);

	@Test
	void fiveFailuresWithinAMinuteThrottleUntilAMinutePassedWithoutOne() throws UnknownHostException {
		for (int i = 0; i < 5; i++) {
			assertThat(this.throttle.isThrottled(GUESSER)).isFalse();
			this.throttle.failed(GUESSER);
			pass(10);
		}
		assertThat(this.throttle.isThrottled(GUESSER)).isTrue();
		assertThat(this.throttle.isThrottled(InetAddress.getByName("192.0.2.1"))).isFalse();
		pass(49);
		assertThat(this.throttle.isThrottled(GUESSER)).isTrue();
		this.throttle.failed(GUESSER);
		pass(59);
		assertThat(this.throttle.isThrottled(GUESSER)).isTrue();
		pass(1);
		assertThat(this.throttle.isThrottled(GUESSER)).isFalse();
		assertThat(this.throttle.addresses()).isZero();
	}

	@Test
	void slowFailuresDoNotThrottle() {
		for (int i = 0; i < 50; i++) {
			this.throttle.failed(GUESSER);
			assertThat(this.throttle.isThrottled(GUESSER)).isFalse();
			pass(15);
		}
	}

	@Test
	void itsMemoryIsBounded() throws UnknownHostException {
		for (int i = 0; i < 20_000; i++) {
			this.throttle.failed(InetAddress.getByAddress(new byte[] { 10, 0, (byte) (i >> 8), (byte) i }));
		}
		assertThat(this.throttle.addresses()).isEqualTo(10_000);
	}

	private void pass(long seconds) {
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
	}

}
