package io.jolt.broker;

/**
 * What a broker has and has done since it started. Immutable. The numbers are read one
 * after another while the broker works, so they need not fit together to the last one.
 *
 * @param connections open ones, authenticated or not
 * @param topics topics with at least one subscription; patterns are not topics
 * @param subscriptions subscriptions of all connections together, patterns included
 * @param messagesIn messages that were published and accepted
 * @param messagesOut deliveries that were queued: one for each connection that a message
 * reaches
 * @param bytesIn bytes read from connections, before TLS
 * @param bytesOut bytes written to connections, before TLS
 * @param subscribersCutOff connections closed because they did not read what they were
 * sent
 * @param acceptFailures how often no connection could be accepted, nearly always for want
 * of file descriptors
 * @param heapBytes what connections hold of the heap at this moment: unfinished lines and
 * subscriptions, about
 * @param directBytes what connections hold outside the heap at this moment, nearly all of
 * it what waits to be sent
 * @param refusals what was refused
 */
public record JoltBrokerStats(int connections, int topics, int subscriptions, long messagesIn, long messagesOut,
		long bytesIn, long bytesOut, long subscribersCutOff, long acceptFailures, long heapBytes, long directBytes,
		Refusals refusals) {

	/** Those of a broker that does not run. */
	static final JoltBrokerStats NONE = new JoltBrokerStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			new Refusals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

	/**
	 * How often something was refused, by the limit or rule that refused it.
	 *
	 * @param connections connections beyond the limit on all
	 * @param connectionsPerAddress connections beyond the limit of one address
	 * @param subscriptions subscriptions beyond the limit of one connection
	 * @param authentication wrong passwords and unknown users
	 * @param authenticationBusy authentications given up because too many others waited
	 * @param authorization operations that the user may not do
	 * @param lineTooLong lines beyond the limit
	 * @param beforeAuthentication connections that sent or asked too much before they
	 * authenticated
	 * @param authenticationTimeout connections that did not authenticate in time
	 * @param tlsHandshake TLS handshakes that failed
	 * @param tlsHandshakeTimeout TLS handshakes that were not done in time
	 * @param invalidUtf8 connections that sent bytes that are no UTF-8
	 * @param foreignProtocol connections that spoke HTTP, TLS on a plain port, or plain
	 * text on a TLS port
	 * @param memory connections closed because they held most of the memory that all may
	 * take together
	 */
	public record Refusals(long connections, long connectionsPerAddress, long subscriptions, long authentication,
			long authenticationBusy, long authorization, long lineTooLong, long beforeAuthentication,
			long authenticationTimeout, long tlsHandshake, long tlsHandshakeTimeout, long invalidUtf8,
			long foreignProtocol, long memory) {

	}

}
