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
		assertThat(limiter.enter(one)).isNull();
		assertThat(limiter.enter(one)).isNull();
		assertThat(limiter.enter(one)).isEqualTo(Refusal.CONNECTIONS_PER_ADDRESS);
		assertThat(limiter.enter(other)).isNull();
		limiter.leave(one);
		assertThat(limiter.enter(one)).isNull();
		assertThat(limiter.connections()).isEqualTo(3);
	}

	@Test
	void anIpv6HostIsCountedByItsNetwork() throws UnknownHostException {
		ConnectionLimiter limiter = new ConnectionLimiter(10, 2);
		InetAddress one = InetAddress.getByName("2001:db8:1:2::1");
		assertThat(limiter.enter(one)).isNull();
		assertThat(limiter.enter(InetAddress.getByName("2001:db8:1:2:ffff::2"))).isNull();
		assertThat(limiter.enter(InetAddress.getByName("2001:db8:1:2::3"))).isEqualTo(Refusal.CONNECTIONS_PER_ADDRESS);
		assertThat(limiter.enter(InetAddress.getByName("2001:db8:1:3::1"))).isNull();
		limiter.leave(one);
		assertThat(limiter.enter(InetAddress.getByName("2001:db8:1:2::3"))).isNull();
	}

	@Test
	void theLoopbackIsOnlyCountedInTheTotal() {
		ConnectionLimiter limiter = new ConnectionLimiter(3, 1);
		InetAddress loopback = InetAddress.getLoopbackAddress();
		for (int i = 0; i < 3; i++) {
			assertThat(limiter.enter(loopback)).isNull();
		}
		assertThat(limiter.enter(loopback)).isEqualTo(Refusal.CONNECTIONS);
		limiter.leave(loopback);
		assertThat(limiter.enter(loopback)).isNull();
	}

}
