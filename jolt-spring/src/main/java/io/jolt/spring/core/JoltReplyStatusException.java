package io.jolt.spring.core;

import io.jolt.client.JoltException;
import io.jolt.client.JoltReply;

/**
 * A reply came, but its status is not one of those that the request
 * {@linkplain JoltRequestSpec#status(String...) wants}.
 */
public class JoltReplyStatusException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final transient JoltReply reply;

	private final String status;

	/**
	 * Creates the exception.
	 * @param message what happened
	 * @param reply the reply
	 */
	public JoltReplyStatusException(String message, JoltReply reply) {
		super(message);
		this.reply = reply;
		this.status = reply.status();
	}

	/**
	 * The reply's status.
	 * @return the status as received; escape it before showing it
	 */
	public String status() {
		return this.status;
	}

	/**
	 * The reply.
	 * @return the reply with its text and headers; {@code null} after this exception was
	 * serialized
	 */
	public JoltReply reply() {
		return this.reply;
	}

}
