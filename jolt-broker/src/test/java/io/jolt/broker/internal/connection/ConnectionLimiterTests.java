package io.jolt.broker.internal.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLimiterTests {

	@Test
	void oneAddressGetsSoManyAndAnotherItsOwn() throws UnknownHostException {
		ConnectionLimiter limiter = new ConnectionLimiter(10, 2);
		InetAddress one = InetAddress.getByName("192.0.2.1");
		InetAddress other = InetAddress.getByName("192.0.2.2");
		assertThat(limiter.enter(one)).isTrue();
		assertThat(limiter.enter(one)).isTrue();
		assertThat(limiter.enter(one)).isFalse();
		assertThat(limiter.enter(other)).isTrue();
		limiter.leave(one);
		assertThat(limiter.enter(one)).isTrue();
		assertThat(limiter.connections()).isEqualTo(3);
	}

	@Test
	void theLoopbackIsOnlyCountedInTheTotal() {
		ConnectionLimiter limiter = new ConnectionLimiter(3, 1);
		InetAddress loopback = InetAddress.getLoopbackAddress();
		for (int i = 0; i < 3; i++) {
			assertThat(limiter.enter(loopback)).isTrue();
		}
		assertThat(limiter.enter(loopback)).isFalse();
		limiter.leave(loopback);
		assertThat(limiter.enter(loopback)).isTrue();
	}

}
