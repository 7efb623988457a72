package io.jolt.client.internal.link;

import java.util.concurrent.Executor;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection until it is open, and what becomes of that which comes
 * on it beside answers.
 */
public interface Conversation {

	/**
	 * Shakes hands. On the thread of the attempt, which it blocks.
	 * @param handshake says it
	 * @param ask whether to say hello, which some brokers do not tolerate
	 * @param credentials who the client is, or {@code null} to stay anonymous
	 * @return what is known of the broker
	 * @throws JoltException if that is not known, such as a
	 * {@link Handshake.HelloUnansweredException} where the broker does not tolerate being
	 * asked
	 */
	BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials);

	/**
	 * Subscribes, and waits for the answers. On the thread of the attempt.
	 * @param attempt the attempt
	 * @param handshake whose authentication is over
	 * @param connection the connection, which knows its broker
	 * @throws JoltException if there are no answers, or such that the connection is of no
	 * use
	 */
	void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection);

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
	default boolean isReaderPaused() {
		return false;
	}

	/**
	 * An error that no request waits for, from a broker that does not answer publishes.
	 * On the reader's thread.
	 * @param error the error
	 */
	void unclaimedError(Answer error);

	/**
	 * The connection has ended. Once, on the thread that found out; must not block.
	 */
	default void ended() {
	}

}
