package io.jolt.client.internal.session;

import io.jolt.client.internal.transport.OutgoingRoom;

/**
 * What the requests of users may take together: bytes that wait to be written, and places
 * among those that wait for an answer, for a request that was written still costs memory.
 * Safe for use by several threads.
 */
final class RequestRoom {

	private static final int MAX_UNANSWERED = 128 * 1024;

	private final OutgoingRoom bytes;

	private final OutgoingRoom answers = new OutgoingRoom(MAX_UNANSWERED);

	RequestRoom(long limitBytes) {
		this.bytes = new OutgoingRoom(limitBytes);
	}

	OutgoingRoom bytes() {
		return this.bytes;
	}

	OutgoingRoom answers() {
		return this.answers;
	}

	/**
	 * Takes room if there is any.
	 * @param lineBytes how many bytes
	 * @return {@code false} if there is none
	 */
	boolean tryAcquire(int lineBytes) {
		if (!this.bytes.tryAcquire(lineBytes)) {
			return false;
		}
		if (!this.answers.tryAcquire(1)) {
			this.bytes.release(lineBytes);
			return false;
		}
		return true;
	}

	/**
	 * The bytes of a request wait no longer.
	 * @param request the request
	 */
	void leftBuffer(Request<?> request) {
		leftBuffer(request.leaveBuffer());
	}

	void leftBuffer(long lineBytes) {
		if (lineBytes > 0) {
			this.bytes.release(lineBytes);
		}
	}

	/**
	 * No answer will be taken for a request any more.
	 * @param request the request
	 */
	void released(Request<?> request) {
		released(request.release());
	}

	void released(long places) {
		if (places > 0) {
			this.answers.release(places);
		}
	}

}
