package io.jolt.client.tcp;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * A broker's URL, {@code jolt://user:password@host:port}, or {@code jolts://} for TLS.
 * Immutable; the password never appears in {@link #toString()} or in an exception's
 * message.
 *
 * @param address the broker's address
 * @param credentials the credentials, or {@code null} if the URL has none
 * @param tls whether to secure the connection with TLS
 */
public record JoltUrl(JoltAddress address, @Nullable JoltCredentials credentials, boolean tls) {

	/**
	 * Reads a URL.
	 * @param url the URL; user and password are percent-encoded, and the default port is
	 * {@value JoltAddress#DEFAULT_PORT}
	 * @return what it says
	 * @throws IllegalArgumentException if it is not such a URL
	 */
	public static JoltUrl parse(String url) {
		URI uri;
		try {
			uri = new URI(url);
		}
		catch (URISyntaxException ex) {
			// the URL may hold a password, so neither it nor the exception that quotes it
			// is passed on
			throw invalid("it is not a valid URL");
		}
		boolean tls = "jolts".equalsIgnoreCase(uri.getScheme());
		if (!tls && !"jolt".equalsIgnoreCase(uri.getScheme())) {
			throw invalid("its scheme must be jolt, or jolts for TLS");
		}
		if (uri.getHost() == null) {
			throw invalid("it has no valid host; special characters in user and password must be percent-encoded,"
					+ " and a host's name may hold only letters, digits, dots and hyphens");
		}
		if ((uri.getRawPath() != null && !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/"))
				|| uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw invalid("nothing may follow host and port");
		}
		return new JoltUrl(address(uri), credentials(uri), tls);
	}

	private static JoltAddress address(URI uri) {
		String host = uri.getHost();
		if (host.startsWith("[")) {
			host = host.substring(1, host.length() - 1);
		}
		return new JoltAddress(host, (uri.getPort() != -1) ? uri.getPort() : JoltAddress.DEFAULT_PORT);
	}

	private static @Nullable JoltCredentials credentials(URI uri) {
		String raw = uri.getRawUserInfo();
		if (raw == null) {
			return null;
		}
		int colon = raw.indexOf(':');
		if (colon < 1) {
			throw invalid("it needs both user and password, user:password@host");
		}
		return new JoltCredentials(decode(raw.substring(0, colon)), decode(raw.substring(colon + 1)));
	}

	private static String decode(String component) {
		// not URLDecoder, which reads a plus sign as a space
		return URI.create("x:/" + component).getPath().substring(1);
	}

	private static IllegalArgumentException invalid(String reason) {
		return new IllegalArgumentException(
				"Invalid Jolt URL: " + reason + ". Expected jolt[s]://[user:password@]host[:port]");
	}

}
