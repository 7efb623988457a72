package io.jolt.boot.autoconfigure.endpoint;

import java.util.Locale;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks the passwords in Jolt's properties. Of a URL the part with user and password is
 * masked, so that it can still be seen where it points to.
 */
final class JoltSanitizingFunction implements SanitizingFunction {

	private static final Set<String> SECRETS = Set.of("joltpassword", "joltconnectionfilepassphrase");

	private static final String URL = "jolturl";

	@Override
	public SanitizableData apply(SanitizableData data) {
		String name = canonicalName(data.getKey());
		if (SECRETS.contains(name)) {
			return data.withSanitizedValue();
		}
		Object value = data.getValue();
		return (name.equals(URL) && value != null) ? data.withValue(withoutUser(value.toString())) : data;
	}

	// as a property, a bean's property or an environment variable is spelled
	private static String canonicalName(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	// whatever stands before the last @, for a URL that cannot be read may be split
	// elsewhere
	private static String withoutUser(String url) {
		int at = url.lastIndexOf('@');
		if (at < 0) {
			return url;
		}
		int scheme = url.indexOf("://");
		String start = (scheme >= 0 && scheme < at) ? url.substring(0, scheme + "://".length()) : "";
		return start + SanitizableData.SANITIZED_VALUE + url.substring(at);
	}

}
