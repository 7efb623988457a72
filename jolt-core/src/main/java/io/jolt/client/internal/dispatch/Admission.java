package io.jolt.client.internal.dispatch;

/**
 * What became of a delivery that was offered to a queue.
 */
public enum Admission {

	/**
	 * Let in, or dropped and counted.
	 */
	DONE,

	/**
	 * Let in, and the caller has to start a worker before it waits for anything.
	 */
	START,

	/**
	 * Not let in: wait for room and offer it again.
	 */
	FULL

}
