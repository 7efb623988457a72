package io.jolt.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import io.jolt.broker.internal.security.PasswordHash;
import io.jolt.broker.internal.security.Permissions;
import io.jolt.broker.internal.security.User;
import org.jspecify.annotations.Nullable;

/**
 * The users of a builder. Not safe for use by several threads.
 */
final class UserRegistrations {

	private final Map<String, Registration> byName = new LinkedHashMap<>();

	boolean isEmpty() {
		return this.byName.isEmpty();
	}

	void add(String name, @Nullable String password, @Nullable String passwordHash, @Nullable String subject,
			String... permissions) {
		if (password != null && password.isEmpty()) {
			throw new IllegalArgumentException("The password of the user '" + name + "' must not be empty");
		}
		if (name.isEmpty()) {
			throw new IllegalArgumentException("The name of a user must not be empty");
		}
		Registration registration = new Registration(password,
				(passwordHash != null) ? PasswordHash.parse(passwordHash) : null,
				(subject != null) ? principal(name, subject) : null, Permissions.parse(List.of(permissions)));
		if (this.byName.putIfAbsent(name, registration) != null) {
			throw new IllegalArgumentException("There are two users named '" + name + "'");
		}
	}

	void setSubject(String name, String subject) {
		Registration found = this.byName.get(name);
		if (found == null) {
			throw new IllegalArgumentException("There is no user named '" + name + "' yet");
		}
		this.byName.put(name,
				new Registration(found.password, found.passwordHash, principal(name, subject), found.permissions));
	}

	private X500Principal principal(String name, String subject) {
		X500Principal principal;
		try {
			principal = new X500Principal(subject);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The subject of the user '" + name
					+ "' cannot be read: it must be a distinguished name, for example CN=app,O=Example", ex);
		}
		if (this.byName.values().stream().anyMatch((other) -> principal.equals(other.subject))) {
			throw new IllegalArgumentException("The subject of the user '" + name + "' is that of another user too");
		}
		return principal;
	}

	// the first user who can authenticate only by certificate; null if there is none
	@Nullable String needsCertificate() {
		for (Map.Entry<String, Registration> entry : this.byName.entrySet()) {
			if (entry.getValue().subject != null) {
				return entry.getKey();
			}
		}
		return null;
	}

	// hashes the passwords
	List<User> make(int passwordIterations) {
		return this.byName.entrySet()
			.stream()
			.map((entry) -> entry.getValue().make(entry.getKey(), passwordIterations))
			.toList();
	}

	/**
	 * One user. Not a record and not printable, because it holds a password.
	 */
	private static final class Registration {

		private final @Nullable String password;

		private final @Nullable PasswordHash passwordHash;

		private final @Nullable X500Principal subject;

		private final Permissions permissions;

		Registration(@Nullable String password, @Nullable PasswordHash passwordHash, @Nullable X500Principal subject,
				Permissions permissions) {
			this.password = password;
			this.passwordHash = passwordHash;
			this.subject = subject;
			this.permissions = permissions;
		}

		User make(String name, int passwordIterations) {
			PasswordHash hash = (this.password != null) ? PasswordHash.create(this.password, passwordIterations)
					: this.passwordHash;
			return new User(name, hash, this.subject, this.permissions);
		}

	}

}
