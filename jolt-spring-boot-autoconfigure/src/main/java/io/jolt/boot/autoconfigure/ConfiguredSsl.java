package io.jolt.boot.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the SSL bundle that the properties ask for, and checks once whether it can be
 * used.
 */
final class ConfiguredSsl {

	private ConfiguredSsl() {
	}

	/**
	 * Finds the bundle.
	 * @param settings the connection's settings
	 * @param demanded whether the URL asks for TLS
	 * @param bundles the application's bundles, or {@code null} if it has none
	 * @return supplies the current bundle, or {@code null} for plain TCP
	 * @throws InvalidJoltPropertyException if the bundle does not exist or cannot be
	 * used, or the properties contradict the URL
	 */
	static @Nullable Supplier<SslBundle> bundle(JoltConnectionSettings settings, boolean demanded,
			@Nullable SslBundles bundles) {
		JoltConnectionProperties.Ssl ssl = settings.properties().getSsl();
		String name = StringUtils.hasText(ssl.getBundle()) ? ssl.getBundle() : null;
		if (demanded && Boolean.FALSE.equals(ssl.getEnabled())) {
			throw new InvalidJoltPropertyException(settings.property("ssl.enabled"),
					"it is false, but '" + settings.property("url") + "' asks for TLS with jolts://");
		}
		boolean enabled = (ssl.getEnabled() != null) ? ssl.getEnabled() : (demanded || name != null);
		if (!enabled) {
			return null;
		}
		if (name == null) {
			SslBundle systemDefault = SslBundle.systemDefault();
			return () -> systemDefault;
		}
		if (bundles == null) {
			throw new InvalidJoltPropertyException(settings.property("ssl.bundle"),
					"the application has no SSL bundles");
		}
		requireUsable(settings.property("ssl.bundle"), name, bundles);
		return () -> bundles.getBundle(name);
	}

	private static void requireUsable(String property, String name, SslBundles bundles) {
		try {
			bundles.getBundle(name).createSslContext();
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidJoltPropertyException(property, "there is no SSL bundle '" + name
					+ "' among 'spring.ssl.bundle.*'; there are " + bundles.getBundleNames(), ex);
		}
		catch (RuntimeException ex) {
			throw new InvalidJoltPropertyException(property, "the SSL bundle '" + name + "' cannot be used: "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

}
