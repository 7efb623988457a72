package io.jolt.client.connection;

import org.jspecify.annotations.Nullable;

/**
 * Receives what comes on a {@link JoltConnection}. The calls come one at a time, in the
 * order of the lines, on the connection's reader thread: while one blocks nothing is
 * read. What a handler throws is logged, and the connection goes on. A handler may send
 * and close from within.
 */
public interface JoltMessageHandler {

	/**
	 * The broker accepted a request. Answers come in the order of the requests.
	 * @param rawLine the line as it came, without its end
	 */
	void onOk(String rawLine);

	/**
	 * The broker refused a request.
	 * @param error the error
	 * @param rawLine the line as it came, without its end
	 */
	void onError(JoltErrorResponse error, String rawLine);

	/**
	 * A message came.
	 * @param message the message
	 * @param rawLine the line as it came, without its end
	 */
	void onTopicMessage(JoltTopicMessage message, String rawLine);

	/**
	 * The connection has ended. Called once for each connection that was made, and no
	 * call comes after it.
	 * @param cause why the connection failed, or {@code null} if the broker or
	 * {@link JoltConnection#close()} ended it in good order
	 */
	void onDisconnected(@Nullable Throwable cause);

}
