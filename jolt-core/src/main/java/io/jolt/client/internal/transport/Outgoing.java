package io.jolt.client.internal.transport;

/**
 * Something that waits to be written.
 */
public interface Outgoing {

	/**
	 * Its bytes.
	 * @return a whole line
	 */
	byte[] line();

}
