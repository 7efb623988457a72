package io.jolt.integration.guarantees;

import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.integration.tools.SmallJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every buffer of the client's is bounded: with a listener that is stalled it lives in 64
 * MiB while many times as much is published to it, whatever it does about the overflow.
 */
class AStalledListenersClientIsBoundedTests {

	private static final int MESSAGES = Integer.getInteger("jolt.flow.messages", 40_000);

	private static final int MESSAGE_BYTES = 4096;

	@ParameterizedTest
	@EnumSource(names = { "BLOCK", "DROP_NEWEST" })
	void whileMoreIsPublishedThanItCouldHold(OverflowPolicy overflow) {
		try (FaultyNetwork network = new FaultyNetwork();
				SmallJvm stalled = SmallJvm.main(StalledListener.class, Integer.toString(network.broker().port()),
						overflow.name());
				JoltClient publisher = network.directClient().build()) {
			assertThat(stalled.program().nextLine()).isEqualTo("ready");
			publisher.connect();
			new NumberedFlow(MESSAGES, MESSAGE_BYTES).publish(publisher, StalledListener.TOPIC);
			assertThat(stalled.program().isRunning()).isTrue();
			assertThat(stalled.figures().heapKilobytes()).as("the heap's use").isLessThan(40 * 1024);
			stalled.program().writeLine("go on");
			assertThat(stalled.program().nextLine()).isEqualTo("going on");
			int last = MESSAGES;
			// a subscriber that was cut off may be on its way back
			while (stalled.program().isRunning() && !stalled.program().hasLine()) {
				assertThat(Outcome.of(publisher.publish(StalledListener.LAST, last++ + " ")))
					.isEqualTo(Outcome.ACCEPTED);
			}
			assertThat(stalled.program().nextLine()).startsWith("end").doesNotContain("out of order");
		}
	}

}
