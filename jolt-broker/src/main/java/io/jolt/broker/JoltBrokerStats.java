package io.jolt.broker;

/**
 * A broker's statistics since it started. Immutable. The numbers are read one after
 * another while the broker works, so they may not add up exactly.
 *
 * @param connections open ones, authenticated or not
 * @param topics topics with at least one subscription; patterns are not topics
 * @param subscriptions subscriptions of all connections together, patterns included
 * @param messagesIn messages that were published and accepted
 * @param messagesOut deliveries that were queued, one per connection that a message
 * reaches
 * @param bytesIn bytes read from connections, before TLS
 * @param bytesOut bytes written to connections, before TLS
 * @param subscribersCutOff connections closed because they did not read what was sent to
 * them
 * @param acceptFailures how often no connection could be accepted, nearly always for lack
 * of file descriptors
 * @param heapBytes about how much heap connections hold now: unfinished lines and
 * subscriptions
 * @param directBytes how much memory outside the heap connections hold now, nearly all of
 * it data waiting to be sent
 * @param refusals what was refused
 */
public record JoltBrokerStats(int connections, int topics, int subscriptions, long messagesIn, long messagesOut,
		long bytesIn, long bytesOut, long subscribersCutOff, long acceptFailures, long heapBytes, long directBytes,
		Refusals refusals) {

	/** The statistics of a broker that is not running. */
	static final JoltBrokerStats NONE = new JoltBrokerStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			new Refusals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

	/**
	 * How often something was refused, by the limit or rule that refused it.
	 *
	 * @param connections connections beyond the limit on all
	 * @param connectionsPerAddress connections beyond the limit of one address
	 * @param subscriptions subscriptions beyond the limit of one connection
	 * @param authentication wrong passwords and unknown users
	 * @param authenticationBusy authentications refused because too many others waited
	 * @param authorization operations that the user may not do
	 * @param lineTooLong lines beyond the limit
	 * @param beforeAuthentication connections that sent or asked too much before they
	 * authenticated
	 * @param authenticationTimeout connections that did not authenticate in time
	 * @param tlsHandshake TLS handshakes that failed
	 * @param tlsHandshakeTimeout TLS handshakes that were not done in time
	 * @param invalidUtf8 connections that sent malformed UTF-8
	 * @param foreignProtocol connections that spoke HTTP, TLS on a plain port, or plain
	 * text on a TLS port
	 * @param memory connections closed because they held most of the memory shared by all
	 */
	public record Refusals(long connections, long connectionsPerAddress, long subscriptions, long authentication,
			long authenticationBusy, long authorization, long lineTooLong, long beforeAuthentication,
			long authenticationTimeout, long tlsHandshake, long tlsHandshakeTimeout, long invalidUtf8,
			long foreignProtocol, long memory) {

	}

}
