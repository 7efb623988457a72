package io.jolt.testing;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through a {@link FaultProxy}. Safe for use by several threads.
 */
public final class ProxiedConnection {

	private final int number;

	private final Socket client;

	private final Socket server;

	private final Lane requests = new Lane((ending) -> end(ending, true));

	private final Lane answers = new Lane((ending) -> end(ending, false));

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicInteger lanesOpen = new AtomicInteger(2);

	ProxiedConnection(int number, Socket client, Socket server) {
		this.number = number;
		this.client = client;
		this.server = server;
	}

	/**
	 * Which connection it is.
	 * @return 1 for the first that the proxy accepted
	 */
	public int number() {
		return this.number;
	}

	/**
	 * The direction from the client to the server.
	 * @return its faults
	 */
	public Lane requests() {
		return this.requests;
	}

	/**
	 * The direction from the server to the client.
	 * @return its faults
	 */
	public Lane answers() {
		return this.answers;
	}

	/**
	 * Ends the connection in both directions, so that both peers see an ordinary end.
	 */
	public void close() {
		end(Ending.CLOSE);
	}

	/**
	 * Ends the connection in both directions, so that both peers see it reset.
	 */
	public void reset() {
		end(Ending.RESET);
	}

	/**
	 * Whether the connection has ended, for whatever reason.
	 * @return {@code true} once nothing can pass in either direction
	 */
	public boolean isEnded() {
		return this.ended.get();
	}

	Pump requestsPump() {
		return new Pump(this.client, this.server, this.requests, this);
	}

	Pump answersPump() {
		return new Pump(this.server, this.client, this.answers, this);
	}

	void onLaneEnded() {
		if (this.lanesOpen.decrementAndGet() == 0) {
			end(Ending.CLOSE);
		}
	}

	void end(Ending ending) {
		if (this.ended.compareAndSet(false, true)) {
			this.requests.close();
			this.answers.close();
			end(this.client, ending);
			end(this.server, ending);
		}
	}

	private void end(Ending ending, boolean ofRequests) {
		if (ending != Ending.HALF_CLOSE) {
			end(ending);
			return;
		}
		(ofRequests ? this.requests : this.answers).swallow();
		try {
			(ofRequests ? this.server : this.client).shutdownOutput();
		}
		catch (IOException ex) {
			// the peer is gone, which is more than was asked for
			end(Ending.CLOSE);
		}
	}

	private static void end(Socket socket, Ending ending) {
		try (socket) {
			if (ending == Ending.RESET) {
				socket.setSoLinger(true, 0);
			}
			else if (!socket.isOutputShutdown()) {
				// a close with unread bytes alone would be a reset
				socket.shutdownOutput();
			}
		}
		catch (IOException ex) {
			// it is closed all the same
		}
	}

}
