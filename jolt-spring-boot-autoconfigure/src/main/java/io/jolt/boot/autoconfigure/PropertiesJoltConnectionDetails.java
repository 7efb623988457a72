package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltUrl;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The connection that the properties describe. They are read once, so that an error in
 * them makes start-up fail instead of every attempt to connect; only the SSL bundle is
 * looked up each time, because it may be updated.
 */
final class PropertiesJoltConnectionDetails implements JoltConnectionDetails {

	private final List<JoltAddress> addresses;

	private final @Nullable JoltCredentials credentials;

	private final @Nullable Supplier<SslBundle> sslBundle;

	PropertiesJoltConnectionDetails(JoltConnectionSettings settings, @Nullable SslBundles sslBundles) {
		JoltUrl url = url(settings);
		this.addresses = (url != null) ? List.of(url.address()) : addresses(settings);
		this.credentials = (url != null) ? url.credentials() : credentials(settings);
		this.sslBundle = ConfiguredSsl.bundle(settings, url != null && url.tls(), sslBundles);
	}

	private static @Nullable JoltUrl url(JoltConnectionSettings settings) {
		JoltConnectionProperties properties = settings.properties();
		String url = properties.getUrl();
		if (!StringUtils.hasText(url)) {
			return null;
		}
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(settings.property("url"), url);
			entries.put(settings.property("addresses"),
					properties.getAddresses().isEmpty() ? null : properties.getAddresses());
		});
		try {
			return JoltUrl.parse(url.trim());
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(settings.property("url"), ex);
		}
	}

	private static List<JoltAddress> addresses(JoltConnectionSettings settings) {
		JoltConnectionProperties properties = settings.properties();
		if (!properties.getAddresses().isEmpty()) {
			return AddressList.parse(settings.property("addresses"), properties.getAddresses());
		}
		try {
			return List.of(new JoltAddress(properties.getHost(), properties.getPort()));
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(settings.property(properties.getHost().isBlank() ? "host" : "port"),
					ex);
		}
	}

	static @Nullable JoltCredentials credentials(JoltConnectionSettings settings) {
		JoltConnectionProperties properties = settings.properties();
		String username = properties.getUsername();
		String password = properties.getPassword();
		if (!StringUtils.hasLength(username)) {
			if (StringUtils.hasLength(password)) {
				throw new InvalidJoltPropertyException(settings.property("username"),
						"it is not set, but '" + settings.property("password") + "' is; authentication needs both");
			}
			return null;
		}
		if (password == null) {
			throw new InvalidJoltPropertyException(settings.property("password"),
					"it is not set, but '" + settings.property("username") + "' is; authentication needs both");
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
