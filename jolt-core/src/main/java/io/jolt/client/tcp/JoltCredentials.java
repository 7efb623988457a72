package io.jolt.client.tcp;

import java.util.Objects;

/**
 * A user's name and password. The password never appears in {@link #toString()}.
 *
 * @param username the user's name
 * @param password the password
 */
public record JoltCredentials(String username, String password) {

	/**
	 * Creates credentials.
	 */
	public JoltCredentials {
		Objects.requireNonNull(username, "username");
		Objects.requireNonNull(password, "password");
	}

	@Override
	public String toString() {
		return "JoltCredentials[username=" + this.username + ", password=***]";
	}

}
