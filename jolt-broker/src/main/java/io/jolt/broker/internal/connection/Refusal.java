package io.jolt.broker.internal.connection;

/**
 * Why something is refused.
 */
enum Refusal {

	/** The limit on all connections. */
	CONNECTIONS,

	/** The limit on connections of one address. */
	CONNECTIONS_PER_ADDRESS,

	/** The limit on subscriptions of a connection. */
	SUBSCRIPTIONS,

	/** Wrong password or unknown user. */
	AUTHENTICATION,

	/** Too many authentications wait. */
	AUTHENTICATION_BUSY,

	/** The user may not do it. */
	AUTHORIZATION,

	/** The limit on a line. */
	LINE_TOO_LONG,

	/** The limits on what is sent and asked before authentication. */
	BEFORE_AUTHENTICATION,

	/** No authentication in time. */
	AUTHENTICATION_TIMEOUT,

	/** A TLS handshake that failed. */
	TLS_HANDSHAKE,

	/** A TLS handshake that took too long. */
	TLS_HANDSHAKE_TIMEOUT,

	/** Bytes that are not UTF-8. */
	INVALID_UTF8,

	/** Another protocol. */
	FOREIGN_PROTOCOL,

	/** The limits on what all connections together may make the broker hold. */
	MEMORY

}
