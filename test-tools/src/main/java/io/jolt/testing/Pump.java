package io.jolt.testing;

import java.io.IOException;
import java.net.Socket;

/**
 * Carries bytes in one direction until the stream ends or a peer is gone.
 */
final class Pump implements Runnable {

	private static final int CHUNK_BYTES = 8192;

	private final Socket from;

	private final Socket to;

	private final Lane lane;

	private final ProxiedConnection connection;

	Pump(Socket from, Socket to, Lane lane, ProxiedConnection connection) {
		this.from = from;
		this.to = to;
		this.lane = lane;
		this.connection = connection;
	}

	@Override
	public void run() {
		try {
			carry();
			this.connection.onLaneEnded();
		}
		catch (IOException ex) {
			// a reset of one peer is one for the other
			this.connection.end(Ending.RESET);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.connection.end(Ending.RESET);
		}
	}

	private void carry() throws IOException, InterruptedException {
		byte[] chunk = new byte[CHUNK_BYTES];
		int length;
		while ((length = this.from.getInputStream().read(chunk)) != -1) {
			this.lane.onReceived(length);
			forward(chunk, length);
		}
		if (this.lane.takeEnd()) {
			this.to.shutdownOutput();
		}
	}

	private void forward(byte[] chunk, int length) throws IOException, InterruptedException {
		int offset = 0;
		while (offset < length) {
			int taken = this.lane.take(length - offset);
			if (taken == 0) {
				return;
			}
			this.to.getOutputStream().write(chunk, offset, taken);
			offset += taken;
			this.lane.onForwarded(taken);
		}
	}

}
