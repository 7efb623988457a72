package io.jolt.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jolt.client.tcp.JoltAddress;

/**
 * Reads addresses of the form {@code host:port}. Errors identify an address by its place
 * in the list and never quote it, because it may be a URL with a password.
 */
final class AddressList {

	// a host name, an IPv4 address, or an IPv6 address in brackets; the port is optional
	private static final Pattern ADDRESS = Pattern
		.compile("(?:\\[(?<ipv6>[0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|(?<host>[\\w.-]+))(?::(?<port>\\d{1,5}))?");

	private AddressList() {
	}

	/**
	 * Reads addresses.
	 * @param property the name of the list's property
	 * @param addresses the addresses as configured
	 * @return the addresses in their order
	 * @throws InvalidJoltPropertyException if one of them cannot be read
	 */
	static List<JoltAddress> parse(String property, List<String> addresses) {
		List<JoltAddress> parsed = new ArrayList<>(addresses.size());
		for (int i = 0; i < addresses.size(); i++) {
			parsed.add(parse(property + "[" + i + "]", addresses.get(i).trim()));
		}
		return List.copyOf(parsed);
	}

	private static JoltAddress parse(String property, String address) {
		Matcher matcher = ADDRESS.matcher(address);
		if (!matcher.matches()) {
			throw new InvalidJoltPropertyException(property,
					"it is not of the form host:port, an IPv6 address in brackets; "
							+ "user, password and TLS have properties of their own");
		}
		String host = (matcher.group("ipv6") != null) ? matcher.group("ipv6") : matcher.group("host");
		String port = matcher.group("port");
		try {
			return new JoltAddress(host, (port != null) ? Integer.parseInt(port) : JoltAddress.DEFAULT_PORT);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidJoltPropertyException.of(property, ex);
		}
	}

}
