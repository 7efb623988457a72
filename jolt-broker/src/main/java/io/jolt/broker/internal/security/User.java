package io.jolt.broker.internal.security;

import java.util.Objects;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * A user of the broker. Immutable.
 */
public final class User {

	/** Everyone, if security is off. */
	public static final User ANONYMOUS = new User("anonymous", null, null, Permissions.ALL);

	private final String name;

	private final @Nullable PasswordHash passwordHash;

	private final @Nullable X500Principal subject;

	private final Permissions permissions;

	/**
	 * Makes a user.
	 * @param name the name
	 * @param passwordHash what the password is checked against; null if no password lets
	 * the user in
	 * @param subject of the certificate that lets the user in; null if any does whose
	 * common name is the user's name
	 * @param permissions what the user may do
	 */
	public User(String name, @Nullable PasswordHash passwordHash, @Nullable X500Principal subject,
			Permissions permissions) {
		this.name = Objects.requireNonNull(name, "name");
		this.passwordHash = passwordHash;
		this.subject = subject;
		this.permissions = permissions;
	}

	/**
	 * The name that the user authenticates with.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	@Nullable PasswordHash passwordHash() {
		return this.passwordHash;
	}

	@Nullable X500Principal subject() {
		return this.subject;
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
