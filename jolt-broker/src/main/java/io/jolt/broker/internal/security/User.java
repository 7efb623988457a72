package io.jolt.broker.internal.security;

import java.util.Objects;

/**
 * Somebody who may use the broker. Immutable.
 */
public final class User {

	/** Everyone, where security is off. */
	public static final User ANONYMOUS = new User("anonymous", PasswordHash.unmatchable(1), Permissions.ALL);

	private final String name;

	private final PasswordHash passwordHash;

	private final Permissions permissions;

	/**
	 * Makes a user.
	 * @param name the name
	 * @param passwordHash what the password is checked against
	 * @param permissions what the user may do
	 */
	public User(String name, PasswordHash passwordHash, Permissions permissions) {
		this.name = Objects.requireNonNull(name, "name");
		this.passwordHash = passwordHash;
		this.permissions = permissions;
	}

	/**
	 * The name that the user authenticates with.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	PasswordHash passwordHash() {
		return this.passwordHash;
	}

	/**
	 * What the user may do.
	 * @return the permissions
	 */
	public Permissions permissions() {
		return this.permissions;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
