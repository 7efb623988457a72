package io.jolt.client.internal.request;

import io.jolt.client.internal.transport.OutgoingRoom;

/**
 * The room that users' requests share: bytes that wait to be written, and places among
 * those that wait for an answer, because a request that was written still costs memory.
 * Safe for use by several threads.
 */
public final class RequestRoom {

	private static final int MAX_UNANSWERED = 128 * 1024;

	private final OutgoingRoom bytes;

	private final OutgoingRoom answers = new OutgoingRoom(MAX_UNANSWERED);

	/**
	 * Creates empty room.
	 * @param limitBytes how many bytes may wait to be written
	 */
	public RequestRoom(long limitBytes) {
		this.bytes = new OutgoingRoom(limitBytes);
	}

	/**
	 * The room for lines that wait to be written.
	 * @return the room in bytes
	 */
	public OutgoingRoom bytes() {
		return this.bytes;
	}

	/**
	 * The room for requests that wait for their answers.
	 * @return the room in requests
	 */
	public OutgoingRoom answers() {
		return this.answers;
	}

	/**
	 * Takes room if there is any.
	 * @param lineBytes how many bytes
	 * @return {@code false} if there is none
	 */
	public boolean tryAcquire(int lineBytes) {
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
	 * The bytes of a request no longer wait.
	 * @param request the request
	 */
	public void leftBuffer(Request<?> request) {
		leftBuffer(request.leaveBuffer());
	}

	/**
	 * Lines no longer wait.
	 * @param lineBytes how many bytes they took
	 */
	public void leftBuffer(long lineBytes) {
		if (lineBytes > 0) {
			this.bytes.release(lineBytes);
		}
	}

	/**
	 * A request expects no more answers.
	 * @param request the request
	 */
	public void released(Request<?> request) {
		released(request.release());
	}

	/**
	 * Requests no longer wait for their answers.
	 * @param places how many places they took
	 */
	public void released(long places) {
		if (places > 0) {
			this.answers.release(places);
		}
	}

}
