package io.jolt.client.connection;

import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * Says who the client is. Immutable; the password never appears in {@link #toString()}.
 */
public final class JoltAuthRequest extends JoltRequest {

	private final String user;

	private final String pass;

	/**
	 * Creates a request.
	 * @param user the user's name
	 * @param pass the password
	 */
	public JoltAuthRequest(String user, String pass) {
		super("auth");
		this.user = user;
		this.pass = pass;
	}

	/**
	 * The user's name.
	 * @return the name
	 */
	public String getUser() {
		return this.user;
	}

	/**
	 * The password.
	 * @return the password
	 */
	public String getPass() {
		return this.pass;
	}

	@Override
	byte[] encode(RequestEncoder encoder) {
		return encoder.auth(this.user, this.pass);
	}

	@Override
	public String toString() {
		return "JoltAuthRequest[user=" + this.user + ", pass=***]";
	}

}
