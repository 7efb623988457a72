package io.jolt.boot.autoconfigure;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A connection has a transport for which no factory creates clients.
 */
class UnknownJoltTransportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final transient Set<String> known;

	UnknownJoltTransportException(String property, String transport, Collection<String> known) {
		super("The property '" + property + "' names the transport '" + transport
				+ "', but no JoltClientFactory bean creates clients for it; there are " + new TreeSet<>(known));
		this.property = property;
		this.known = Set.copyOf(known);
	}

	String property() {
		return this.property;
	}

	Set<String> known() {
		return this.known;
	}

}
