package io.jolt.boot.autoconfigure.endpoint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks the passwords in Jolt's properties. In a URL only user and password are masked,
 * so that its address stays visible. A command line that names one of these properties is
 * masked entirely.
 */
final class JoltSanitizingFunction implements SanitizingFunction {

	// of the default connection, or of a named one
	private static final Pattern SECRETS = Pattern
		.compile("jolt(?:connections.+)?(?:password|connectionfilepassphrase)");

	private static final Pattern URL = Pattern.compile("jolt(?:connections.+)?url");

	// values that contain several settings
	private static final Set<String> COMMANDS = Set.of("sunjavacommand", "javatooloptions", "jdkjavaoptions",
			"javaoptions", "springapplicationjson");

	private static final Pattern SECRET_IN_COMMAND = Pattern.compile("jolt.*(?:pass|:.*@)",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	@Override
	public SanitizableData apply(SanitizableData data) {
		String name = canonicalName(data.getKey());
		if (SECRETS.matcher(name).matches()) {
			return data.withSanitizedValue();
		}
		Object value = data.getValue();
		if (COMMANDS.contains(name) && value != null && SECRET_IN_COMMAND.matcher(value.toString()).find()) {
			return data.withSanitizedValue();
		}
		return (value != null && URL.matcher(name).matches()) ? data.withValue(withoutUser(value.toString())) : data;
	}

	// whether spelled as a property, a bean's property or an environment variable
	private static String canonicalName(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	// everything before the last @, because an invalid URL may be split elsewhere
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
