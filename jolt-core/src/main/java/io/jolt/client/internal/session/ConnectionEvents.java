package io.jolt.client.internal.session;

import java.util.concurrent.Executor;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;

/**
 * What the owner of a connection hears of it.
 */
interface ConnectionEvents {

	/**
	 * A delivery. On the reader's thread; may block it.
	 * @param delivery the delivery
	 */
	void delivered(Delivery delivery);

	/**
	 * Whether a delivery may block the reader.
	 * @return {@code false} if it never does
	 */
	boolean mayBlock();

	/**
	 * Whether {@link #readDone} may block the reader, for which nothing may wait then. On
	 * the reader's thread.
	 * @return {@code false} if it does not
	 */
	boolean mayBlockWhenDone();

	/**
	 * All that one read brought was dealt with. On the reader's thread.
	 * @param lent runs a listener on that thread, or else on another one
	 */
	void readDone(Executor lent);

	/**
	 * Whether the reader does not read by its own choice. Any thread.
	 * @return {@code true} if it waits for a listener
	 */
	boolean isReaderPaused();

	/**
	 * An error that no request waits for, from a broker that does not answer publishes.
	 * On the reader's thread.
	 * @param error the error
	 */
	void unclaimedError(Answer error);

	/**
	 * The connection has ended. Once, on the thread that found out; must not block.
	 * @param connection the connection
	 * @param cause why
	 */
	void ended(BrokerConnection connection, JoltException cause);

}
