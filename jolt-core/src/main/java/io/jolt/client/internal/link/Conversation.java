package io.jolt.client.internal.link;

import java.util.concurrent.Executor;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The exchange on one connection until it is open, and the handling of everything but
 * answers.
 */
public interface Conversation {

	/**
	 * Performs the handshake. On the thread of the attempt, which it blocks.
	 * @param handshake sends it
	 * @param ask whether to say hello, which some brokers do not tolerate
	 * @param credentials who the client is, or {@code null} to stay anonymous
	 * @return what is known about the broker
	 * @throws JoltException if the handshake fails, for example a
	 * {@link Handshake.HelloUnansweredException} if the broker does not tolerate being
	 * asked
	 */
	BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials);

	/**
	 * Subscribes, and waits for the answers. On the thread of the attempt.
	 * @param attempt the attempt
	 * @param handshake the handshake, with the authentication done
	 * @param connection the connection, which knows its broker
	 * @throws JoltException if answers are missing or make the connection useless
	 */
	void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection);

	/**
	 * Takes a delivery. On the reader's thread; may block it.
	 * @param delivery the delivery
	 */
	void delivered(Delivery delivery);

	/**
	 * Whether a delivery may block the reader.
	 * @return {@code false} if it never does
	 */
	boolean mayBlock();

	/**
	 * Whether {@link #readDone} may block the reader, in which case nothing may wait for
	 * it. On the reader's thread.
	 * @return {@code false} if it does not
	 */
	boolean mayBlockWhenDone();

	/**
	 * Everything from one read was handled. On the reader's thread.
	 * @param lent runs a listener on that thread or on another one
	 */
	void readDone(Executor lent);

	/**
	 * Whether the reader has deliberately stopped reading. Any thread.
	 * @return {@code true} if it waits for a listener
	 */
	default boolean isReaderPaused() {
		return false;
	}

	/**
	 * Takes an error that no request waits for, from a broker that does not answer
	 * publishes. On the reader's thread.
	 * @param error the error
	 */
	void unclaimedError(Answer error);

	/**
	 * The connection has ended. Called once, on the thread that noticed; must not block.
	 * @param cause why
	 */
	default void ended(JoltException cause) {
	}

}
