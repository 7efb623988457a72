package io.jolt.client.internal.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import io.jolt.client.testing.LeakCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A TCP connection and its reader.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class SocketTransportTests {

	@Test
	void anErrorEndsTheReadingAndIsToldAsAnyOtherEnd() throws Exception {
		CompletableFuture<@Nullable Exception> end = new CompletableFuture<>();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				SocketTransport transport = new SocketTransport(SocketFactory.getDefault())) {
			transport.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
					Duration.ofSeconds(5));
			transport.startReading(Thread::new, Runnable::run, new SocketTransport.Reader() {

				@Override
				public void onBytes(byte[] buffer, int offset, int length, Executor afterwards) {
					throw new OutOfMemoryError("planted");
				}

				@Override
				public void onEnd(@Nullable Exception failure) {
					end.complete(failure);
				}

			});
			try (Socket peer = server.accept()) {
				peer.getOutputStream().write('x');
				assertThat(end.get(10, TimeUnit.SECONDS)).hasMessageContaining("planted");
			}
		}
	}

}
