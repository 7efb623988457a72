package io.jolt.client.connection;

import java.nio.charset.StandardCharsets;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * A line to the broker. Immutable.
 */
public abstract sealed class JoltRequest
		permits JoltAuthRequest, JoltSubscribeRequest, JoltUnsubscribeRequest, JoltPublishRequest, JoltPingRequest {

	private static final RequestEncoder ENCODER = new RequestEncoder(true);

	private final String op;

	JoltRequest(String op) {
		this.op = op;
	}

	/**
	 * The operation.
	 * @return its name on the wire
	 */
	public String getOp() {
		return this.op;
	}

	/**
	 * The request as it is sent.
	 * @return one line of JSON, its LF included
	 * @throws JoltException if a text in it has a lone surrogate
	 */
	public String toLine() {
		return new String(encode(), StandardCharsets.UTF_8);
	}

	byte[] encode() {
		return encode(ENCODER);
	}

	abstract byte[] encode(RequestEncoder encoder);

}
