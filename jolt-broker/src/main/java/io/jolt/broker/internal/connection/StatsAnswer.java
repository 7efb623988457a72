package io.jolt.broker.internal.connection;

import io.jolt.broker.JoltBrokerStats;
import io.jolt.broker.internal.protocol.Answer;

/**
 * The answer to {@code stats}. Its field names are those of {@link JoltBrokerStats}.
 */
final class StatsAnswer {

	private final StringBuilder json = new StringBuilder();

	private StatsAnswer() {
	}

	static Answer of(JoltBrokerStats stats) {
		JoltBrokerStats.Refusals refusals = stats.refusals();
		StatsAnswer answer = new StatsAnswer();
		answer.json.append('{');
		answer.add("connections", stats.connections())
			.add("topics", stats.topics())
			.add("subscriptions", stats.subscriptions())
			.add("messagesIn", stats.messagesIn())
			.add("messagesOut", stats.messagesOut())
			.add("bytesIn", stats.bytesIn())
			.add("bytesOut", stats.bytesOut())
			.add("subscribersCutOff", stats.subscribersCutOff())
			.add("acceptFailures", stats.acceptFailures())
			.add("heapBytes", stats.heapBytes())
			.add("directBytes", stats.directBytes());
		answer.json.append(",\"refusals\":{");
		answer.add("connections", refusals.connections())
			.add("connectionsPerAddress", refusals.connectionsPerAddress())
			.add("subscriptions", refusals.subscriptions())
			.add("authentication", refusals.authentication())
			.add("authenticationBusy", refusals.authenticationBusy())
			.add("authorization", refusals.authorization())
			.add("lineTooLong", refusals.lineTooLong())
			.add("beforeAuthentication", refusals.beforeAuthentication())
			.add("authenticationTimeout", refusals.authenticationTimeout())
			.add("tlsHandshake", refusals.tlsHandshake())
			.add("tlsHandshakeTimeout", refusals.tlsHandshakeTimeout())
			.add("invalidUtf8", refusals.invalidUtf8())
			.add("foreignProtocol", refusals.foreignProtocol())
			.add("memory", refusals.memory());
		answer.json.append("}}");
		return Answer.stats(answer.json.toString());
	}

	private StatsAnswer add(String name, long value) {
		if (this.json.charAt(this.json.length() - 1) != '{') {
			this.json.append(',');
		}
		this.json.append('"').append(name).append("\":").append(value);
		return this;
	}

}
