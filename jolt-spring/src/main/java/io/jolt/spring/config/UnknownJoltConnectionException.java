package io.jolt.spring.config;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A listener, or the import of a client, names a connection that the application does not
 * have.
 */
public class UnknownJoltConnectionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String connection;

	private final transient Set<String> known;

	/**
	 * Creates an exception.
	 * @param connection the unknown name
	 * @param known the names of the existing connections
	 * @param listener the listener, or what else names it
	 */
	public UnknownJoltConnectionException(String connection, Collection<String> known, String listener) {
		super("There is no Jolt connection '" + connection + "' for " + listener + ": there are "
				+ new TreeSet<>(known));
		this.connection = connection;
		this.known = Set.copyOf(known);
	}

	/**
	 * The unknown connection.
	 * @return its name
	 */
	public String connection() {
		return this.connection;
	}

	/**
	 * The existing connections.
	 * @return their names
	 */
	public Set<String> known() {
		return this.known;
	}

}
