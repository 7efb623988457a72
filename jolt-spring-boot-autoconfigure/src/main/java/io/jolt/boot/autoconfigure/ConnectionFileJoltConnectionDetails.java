package io.jolt.boot.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectionFile;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * The connection that a connection file describes. The file is read once, so that an
 * error in it makes start-up fail.
 */
final class ConnectionFileJoltConnectionDetails implements JoltConnectionDetails {

	static final String PROPERTY = "connection-file";

	private final JoltConnectionFile file;

	ConnectionFileJoltConnectionDetails(JoltConnectionFile file) {
		this.file = file;
	}

	/**
	 * Reads the file that the properties name.
	 * @param settings the connection's settings
	 * @return the connection, or {@code null} if the properties name no file
	 * @throws InvalidJoltPropertyException if the file cannot be used
	 * @throws MutuallyExclusiveConfigurationPropertiesException if properties are set
	 * that the file replaces
	 */
	static @Nullable ConnectionFileJoltConnectionDetails read(JoltConnectionSettings settings) {
		JoltConnectionProperties properties = settings.properties();
		Path path = properties.getConnectionFile();
		String passphrase = StringUtils.hasLength(properties.getConnectionFilePassphrase())
				? properties.getConnectionFilePassphrase() : null;
		if (path == null || path.toString().isEmpty()) {
			if (passphrase != null) {
				throw new InvalidJoltPropertyException(settings.property("connection-file-passphrase"),
						"it is set, but '" + settings.property(PROPERTY) + "' is not");
			}
			return null;
		}
		MutuallyExclusiveConfigurationPropertiesException
			.throwIfMultipleNonNullValuesIn((entries) -> contradictions(settings, entries));
		try {
			return new ConnectionFileJoltConnectionDetails(JoltConnectionFile.read(path, passphrase));
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(settings.property(PROPERTY), ex);
		}
	}

	private static void contradictions(JoltConnectionSettings settings, Map<String, @Nullable Object> entries) {
		JoltConnectionProperties properties = settings.properties();
		JoltConnectionProperties defaults = new JoltConnectionProperties();
		entries.put(settings.property(PROPERTY), properties.getConnectionFile());
		entries.put(settings.property("url"), unlessEqual(properties.getUrl(), ""));
		entries.put(settings.property("addresses"), unlessEqual(properties.getAddresses(), List.of()));
		entries.put(settings.property("host"), unlessEqual(properties.getHost(), defaults.getHost()));
		entries.put(settings.property("port"), unlessEqual(properties.getPort(), defaults.getPort()));
		entries.put(settings.property("username"), unlessEqual(properties.getUsername(), ""));
		entries.put(settings.property("password"), unlessEqual(properties.getPassword(), ""));
		entries.put(settings.property("ssl.enabled"), properties.getSsl().getEnabled());
		entries.put(settings.property("ssl.bundle"), unlessEqual(properties.getSsl().getBundle(), ""));
	}

	private static @Nullable Object unlessEqual(@Nullable Object value, Object nothing) {
		return nothing.equals(value) ? null : value;
	}

	JoltConnectionFile file() {
		return this.file;
	}

	@Override
	public List<JoltAddress> getAddresses() {
		return List.of(this.file.address());
	}

	@Override
	public @Nullable String getUsername() {
		JoltCredentials credentials = this.file.credentials();
		return (credentials != null) ? credentials.username() : null;
	}

	@Override
	public @Nullable String getPassword() {
		JoltCredentials credentials = this.file.credentials();
		return (credentials != null) ? credentials.password() : null;
	}

	// must not return null, which would mean plain TCP
	@Override
	public @Nullable SslBundle getSslBundle() {
		if (this.file.tls() == null) {
			return null;
		}
		throw new IllegalStateException("The TLS settings of a connection file are not an SSL bundle");
	}

}
