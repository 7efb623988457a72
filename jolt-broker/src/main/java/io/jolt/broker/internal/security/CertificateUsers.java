package io.jolt.broker.internal.security;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Finds the user of a verified client certificate: the user with its whole subject,
 * otherwise the user whose name is its common name. Immutable.
 */
public final class CertificateUsers {

	private static final String COMMON_NAME = "CN";

	private final Map<X500Principal, User> bySubject = new HashMap<>();

	// without those who have a subject: no other certificate may stand for them
	private final Map<String, User> byName = new HashMap<>();

	/**
	 * Makes it.
	 * @param users those who may come in
	 */
	public CertificateUsers(Collection<User> users) {
		for (User user : users) {
			if (user.subject() != null) {
				this.bySubject.put(user.subject(), user);
			}
			else {
				this.byName.put(user.name(), user);
			}
		}
	}

	/**
	 * Finds the user.
	 * @param subject the subject of a certificate that was verified
	 * @return the user, or null if there is none
	 */
	public @Nullable User find(X500Principal subject) {
		User user = this.bySubject.get(subject);
		if (user != null) {
			return user;
		}
		String name = commonName(subject);
		return (name != null) ? this.byName.get(name) : null;
	}

	// null if there is not exactly one
	private static @Nullable String commonName(X500Principal subject) {
		try {
			List<Object> names = new LdapName(subject.getName()).getRdns()
				.stream()
				.filter((rdn) -> rdn.size() == 1 && rdn.getType().equalsIgnoreCase(COMMON_NAME))
				.map(Rdn::getValue)
				.toList();
			return (names.size() == 1 && names.get(0) instanceof String name) ? name : null;
		}
		catch (InvalidNameException ex) {
			return null;
		}
	}

}
