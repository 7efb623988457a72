package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.client.JoltAddress;
import io.jolt.client.JoltCredentials;
import io.jolt.client.JoltUrl;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The connection that the properties describe. They are read once, so that a mistake in
 * them ends start-up instead of every attempt to connect; only the SSL bundle is looked
 * up anew, for it may be updated.
 */
final class PropertiesJoltConnectionDetails implements JoltConnectionDetails {

	private final List<JoltAddress> addresses;

	private final @Nullable JoltCredentials credentials;

	private final @Nullable Supplier<SslBundle> sslBundle;

	PropertiesJoltConnectionDetails(JoltConnectionProperties properties, @Nullable SslBundles sslBundles) {
		JoltUrl url = url(properties);
		if (url != null) {
			this.addresses = List.of(url.address());
			this.credentials = url.credentials();
		}
		else {
			this.addresses = addresses(properties);
			this.credentials = credentials(properties);
		}
		this.sslBundle = ConfiguredSsl.bundle(properties.getSsl(), url != null && url.tls(), sslBundles);
	}

	private static @Nullable JoltUrl url(JoltConnectionProperties properties) {
		String url = properties.getUrl();
		if (!StringUtils.hasText(url)) {
			return null;
		}
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put("jolt.url", url);
			entries.put("jolt.addresses", properties.getAddresses().isEmpty() ? null : properties.getAddresses());
		});
		try {
			return JoltUrl.parse(url.trim());
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of("jolt.url", ex);
		}
	}

	private static List<JoltAddress> addresses(JoltConnectionProperties properties) {
		if (!properties.getAddresses().isEmpty()) {
			return AddressList.parse("jolt.addresses", properties.getAddresses());
		}
		try {
			return List.of(new JoltAddress(properties.getHost(), properties.getPort()));
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(properties.getHost().isBlank() ? "jolt.host" : "jolt.port", ex);
		}
	}

	static @Nullable JoltCredentials credentials(JoltConnectionProperties properties) {
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
		return this.addresses;
	}

	@Override
	public @Nullable String getUsername() {
		return (this.credentials != null) ? this.credentials.username() : null;
	}

	@Override
	public @Nullable String getPassword() {
		return (this.credentials != null) ? this.credentials.password() : null;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return (this.sslBundle != null) ? this.sslBundle.get() : null;
	}

}
