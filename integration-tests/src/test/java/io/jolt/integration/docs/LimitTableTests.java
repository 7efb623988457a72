package io.jolt.integration.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of the broker's limits and what they are.
 */
class LimitTableTests {

	private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\d+) \\| (?:`[a-z-]+`)? ?\\| .+ \\|");

	@Test
	void theTableHasEveryLimitWithItsDefault() throws IOException {
		Map<String, Long> documented = new TreeMap<>();
		Files.readString(Path.of("..", "docs", "operations.md"))
			.lines()
			.map(ROW::matcher)
			.filter((matcher) -> matcher.matches())
			.forEach((matcher) -> documented.put(matcher.group(1), Long.valueOf(matcher.group(2))));
		assertThat(documented).isEqualTo(defaults());
	}

	private static Map<String, Long> defaults() {
		JoltBrokerOptions options = JoltBroker.builder().build().options();
		Map<String, Long> defaults = new TreeMap<>();
		defaults.put("maxLineBytes", (long) options.maxLineBytes());
		defaults.put("maxConnections", (long) options.maxConnections());
		defaults.put("maxConnectionsPerAddress", (long) options.maxConnectionsPerAddress());
		defaults.put("maxRefusedConnections", (long) options.maxRefusedConnections());
		defaults.put("maxSubscriptionsPerConnection", (long) options.maxSubscriptionsPerConnection());
		defaults.put("maxSubscriptionBytesPerConnection", options.maxSubscriptionBytesPerConnection());
		defaults.put("outboundSoftBytes", options.outboundSoftBytes());
		defaults.put("outboundSoftSeconds", options.outboundSoftDuration().toSeconds());
		defaults.put("outboundHardBytes", options.outboundHardBytes());
		defaults.put("authenticationSeconds", options.authenticationTimeout().toSeconds());
		defaults.put("authenticationFailuresPerMinute", (long) options.authenticationFailuresPerMinute());
		defaults.put("authenticationFailureDelayMillis", options.authenticationFailureDelay().toMillis());
		defaults.put("throttleDelayMillis", options.throttleDelay().toMillis());
		defaults.put("maxWaitingAuthentications", (long) options.maxWaitingAuthentications());
		defaults.put("unauthenticatedLineBytes", (long) options.unauthenticatedLineBytes());
		defaults.put("unauthenticatedTotalBytes", (long) options.unauthenticatedTotalBytes());
		defaults.put("unauthenticatedAnswerBytes", (long) options.unauthenticatedAnswerBytes());
		defaults.put("tlsHandshakeSeconds", options.tlsHandshakeTimeout().toSeconds());
		defaults.put("drainSeconds", options.drainTimeout().toSeconds());
		return defaults;
	}

}
