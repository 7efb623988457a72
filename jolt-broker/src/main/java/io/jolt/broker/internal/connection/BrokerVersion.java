package io.jolt.broker.internal.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this broker calls itself.
 */
public final class BrokerVersion {

	/** Its version. */
	public static final String VERSION = read();

	static final String NAME_AND_VERSION = "jolt-spring/" + VERSION;

	private BrokerVersion() {
	}

	private static String read() {
		Properties properties = new Properties();
		try (InputStream resource = BrokerVersion.class.getResourceAsStream("/io/jolt/broker/version.properties")) {
			if (resource != null) {
				properties.load(resource);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.getProperty("version", "unknown");
	}

}
