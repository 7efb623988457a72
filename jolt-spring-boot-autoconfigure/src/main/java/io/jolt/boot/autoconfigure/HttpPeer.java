package io.jolt.boot.autoconfigure;

import io.jolt.client.tcp.JoltAddress;

import org.springframework.core.env.Environment;

/**
 * Explains that a web server answered where a broker was expected, a likely mistake
 * because Jolt and Spring's web server have the same default port.
 */
final class HttpPeer {

	private final JoltAddress address;

	private final boolean own;

	/**
	 * Creates an explanation.
	 * @param address the address at which the web server answered
	 * @param environment the environment, which knows the port of the application's own
	 * web server once it is running
	 */
	HttpPeer(JoltAddress address, Environment environment) {
		this.address = address;
		this.own = String.valueOf(address.port()).equals(environment.getProperty("local.server.port"));
	}

	String description() {
		return (this.own ? "This application's own web server" : "A web server") + " answered at " + this.address
				+ ", where a Jolt broker is expected." + ((this.address.port() == JoltAddress.DEFAULT_PORT)
						? " " + JoltAddress.DEFAULT_PORT + " is the default port of both." : "");
	}

	String action() {
		return "Set 'jolt.port' (or 'jolt.url') to the broker's port, or move the web server with 'server.port'. "
				+ "To run a broker inside the application, add the dependency io.jolt:jolt-broker and set "
				+ "'jolt.embedded.enabled' to true.";
	}

}
