package io.jolt.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker that stops at the moment somebody connects.
 */
class StopWhileAcceptingTests {

	private static final int LIMIT_MILLIS = 5000;

	@RepeatedTest(20)
	void noConnectionIsLeftOpen() throws IOException {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
			broker.stop();
			socket.setSoTimeout(LIMIT_MILLIS);
			assertThat(readUntilTheEnd(socket)).isEqualTo(-1);
		}
	}

	private static int readUntilTheEnd(Socket socket) throws IOException {
		try {
			return socket.getInputStream().read();
		}
		catch (SocketException ex) {
			// reset, for it was never accepted
			return -1;
		}
	}

}
