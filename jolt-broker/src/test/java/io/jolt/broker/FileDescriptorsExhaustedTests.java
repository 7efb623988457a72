package io.jolt.broker;

import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker that may open fewer files than there are connections.
 */
@DisabledOnOs(OS.WINDOWS)
class FileDescriptorsExhaustedTests {

	private static final String PING = "{\"op\":\"ping\"}";

	private static final String OK = "{\"ok\":true}";

	private static final int FILE_DESCRIPTORS = 80;

	@Test
	void theBrokerLivesAndAcceptsAgainWhenThereAreSome() {
		List<RawClient> clients = new ArrayList<>();
		try (BrokerProcess broker = BrokerProcess.start(FILE_DESCRIPTORS)) {
			RawClient first = new RawClient(broker.port());
			clients.add(first);
			assertThat(first.ask(PING)).isEqualTo(OK);
			// those for whom there is none wait in the operating system's queue
			for (int i = 0; i < FILE_DESCRIPTORS; i++) {
				clients.add(new RawClient(broker.port()));
			}
			Awaitility.await()
				.until(() -> broker.errors().stream().anyMatch((line) -> line.contains("Cannot accept connections")));
			assertThat(first.ask(PING)).isEqualTo(OK);
			Awaitility.await().until(() -> acceptFailures(first) >= 5);
			assertThat(broker.errors()).filteredOn((line) -> line.contains("Cannot accept connections"))
				.hasSizeLessThan(5)
				.allSatisfy((line) -> assertThat(line).contains("WARN")
					.contains("Too many open files")
					.contains("ulimit -n"));
			RawClient last = clients.get(FILE_DESCRIPTORS);
			last.sendLine(PING);
			clients.subList(1, FILE_DESCRIPTORS).forEach(RawClient::close);
			assertThat(last.readLine()).isEqualTo(OK);
			Awaitility.await()
				.until(() -> broker.errors().stream().anyMatch((line) -> line.contains("Accepting connections again")));
		}
		finally {
			clients.forEach(RawClient::close);
		}
	}

	private static int acceptFailures(RawClient client) {
		String stats = String.valueOf(client.ask("{\"op\":\"stats\"}"));
		return Integer.parseInt(stats.replaceFirst(".*\"acceptFailures\":(\\d+).*", "$1"));
	}

}
