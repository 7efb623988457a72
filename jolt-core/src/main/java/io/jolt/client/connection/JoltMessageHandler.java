package io.jolt.client.connection;

import org.jspecify.annotations.Nullable;

/**
 * Receives the answers and messages of a {@link JoltConnection}. The calls come one at a
 * time, in the order of the lines, on the connection's reader thread: while one blocks,
 * nothing is read. Exceptions from a handler are logged, and the connection continues. A
 * handler may send and close from within.
 */
public interface JoltMessageHandler {

	/**
	 * The broker accepted a request. Answers come in the order of the requests.
	 * @param rawLine the line as received, without its end
	 */
	void onOk(String rawLine);

	/**
	 * The broker refused a request.
	 * @param error the error
	 * @param rawLine the line as received, without its end
	 */
	void onError(JoltErrorResponse error, String rawLine);

	/**
	 * A message arrived.
	 * @param message the message
	 * @param rawLine the line as received, without its end
	 */
	void onTopicMessage(JoltTopicMessage message, String rawLine);

	/**
	 * The connection has ended. Called once for each connection that was made, as the
	 * last call.
	 * @param cause why the connection failed, or {@code null} if the broker or
	 * {@link JoltConnection#close()} closed it normally
	 */
	void onDisconnected(@Nullable Throwable cause);

}
