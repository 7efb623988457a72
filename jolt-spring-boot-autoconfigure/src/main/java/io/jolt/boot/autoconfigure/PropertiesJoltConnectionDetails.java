package io.jolt.boot.autoconfigure;

import java.util.List;

import io.jolt.client.JoltAddress;
import io.jolt.client.JoltCredentials;
import io.jolt.client.JoltUrl;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The connection that the properties describe. They are read once, so that a mistake in
 * them ends start-up instead of every attempt to connect.
 */
final class PropertiesJoltConnectionDetails implements JoltConnectionDetails {

	private final JoltAddress address;

	private final @Nullable JoltCredentials credentials;

	PropertiesJoltConnectionDetails(JoltClientProperties properties) {
		String url = properties.getUrl();
		if (StringUtils.hasText(url)) {
			JoltUrl parsed = parse(url.trim());
			this.address = parsed.address();
			this.credentials = parsed.credentials();
		}
		else {
			this.address = address(properties);
			this.credentials = credentials(properties);
		}
	}

	private static JoltUrl parse(String url) {
		try {
			return JoltUrl.parse(url);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of("jolt.url", ex);
		}
	}

	private static JoltAddress address(JoltClientProperties properties) {
		try {
			return new JoltAddress(properties.getHost(), properties.getPort());
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(properties.getHost().isBlank() ? "jolt.host" : "jolt.port", ex);
		}
	}

	static @Nullable JoltCredentials credentials(JoltClientProperties properties) {
		String username = properties.getUsername();
		String password = properties.getPassword();
		if (!StringUtils.hasLength(username)) {
			if (StringUtils.hasLength(password)) {
				throw new InvalidJoltPropertyException("jolt.username",
						"it is not set, but 'jolt.password' is; authentication needs both");
			}
			return null;
		}
		if (password == null) {
			throw new InvalidJoltPropertyException("jolt.password",
					"it is not set, but 'jolt.username' is; authentication needs both");
		}
		return new JoltCredentials(username, password);
	}

	@Override
	public List<JoltAddress> getAddresses() {
		return List.of(this.address);
	}

	@Override
	public @Nullable String getUsername() {
		return (this.credentials != null) ? this.credentials.username() : null;
	}

	@Override
	public @Nullable String getPassword() {
		return (this.credentials != null) ? this.credentials.password() : null;
	}

}
