package io.jolt.broker.internal.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

import io.jolt.broker.internal.security.PasswordHash;
import io.jolt.broker.internal.tls.PemFile;
import org.jspecify.annotations.Nullable;

/**
 * What a connection file must match: the users and the certificate of a broker's
 * {@code config.json}.
 */
final class BrokerConfig {

	private final Path path;

	private final ConfigFile file;

	private BrokerConfig(Path path, ConfigFile file) {
		this.path = path;
		this.file = file;
	}

	static BrokerConfig read(Path path) {
		return new BrokerConfig(path, ConfigFileReader.read(path));
	}

	void requireUser(String name) {
		find(name);
	}

	void requirePassword(String name, String password) {
		ConfigFile.User user = find(name);
		boolean right;
		if (user.passwordHash() != null) {
			right = hash(user.passwordHash(), name).matches(password);
		}
		else {
			right = user.password() != null && MessageDigest.isEqual(user.password().getBytes(StandardCharsets.UTF_8),
					password.getBytes(StandardCharsets.UTF_8));
		}
		if (!right) {
			throw new MistakeException("The password is not that of the user '" + name + "' in " + this.path);
		}
	}

	private PasswordHash hash(String encoded, String name) {
		try {
			return PasswordHash.parse(encoded);
		}
		catch (IllegalArgumentException ex) {
			throw new MistakeException(this.path + ": the user '" + name + "': " + ex.getMessage());
		}
	}

	private ConfigFile.User find(String name) {
		ConfigFile.Security security = this.file.security();
		List<ConfigFile.@Nullable User> users = (security != null && security.users() != null) ? security.users()
				: List.of();
		for (ConfigFile.User user : users) {
			if (user != null && name.equals(user.name())) {
				if (user.password() == null && user.passwordHash() == null) {
					throw new MistakeException("The user '" + name + "' in " + this.path
							+ " has no password, but authenticates by certificate: use -certificate and -private-key");
				}
				return user;
			}
		}
		throw new MistakeException("There is no user '" + name + "' in " + this.path);
	}

	String fingerprint() {
		ConfigFile.Tls tls = this.file.tls();
		if (tls == null || tls.certificate() == null) {
			throw new MistakeException("-fingerprint: " + this.path + " has no tls.certificate");
		}
		return PemFile.read(this.path + ": tls.certificate", this.path.resolveSibling(tls.certificate())).fingerprint();
	}

}
