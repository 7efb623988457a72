package io.jolt.client.internal.session;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes sockets, and knows which threads have written to them.
 */
final class WritersOfSockets extends UnconnectedSockets {

	private final Set<Thread> writers = ConcurrentHashMap.newKeySet();

	Set<Thread> writers() {
		return Set.copyOf(this.writers);
	}

	void forget() {
		this.writers.clear();
	}

	@Override
	public Socket createSocket() {
		return new Socket() {

			@Override
			public OutputStream getOutputStream() throws IOException {
				return new FilterOutputStream(super.getOutputStream()) {

					@Override
					public void write(byte[] bytes, int offset, int length) throws IOException {
						WritersOfSockets.this.writers.add(Thread.currentThread());
						this.out.write(bytes, offset, length);
					}

				};
			}

		};
	}

}
