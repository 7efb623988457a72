package io.jolt.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Items}.
 */
class ItemsTests {

	@Test
	void publishesWhatIsAskedForAndThenTheEnd() {
		Collector collector = subscribe(3, 0);
		assertThat(collector.received).isEmpty();
		collector.request(2);
		assertThat(collector.received).containsExactly("0", "1");
		collector.request(2);
		assertThat(collector.received).containsExactly("0", "1", "2", "end");
	}

	@Test
	void asksWithinItemsAreAnsweredInOrder() {
		Collector collector = subscribe(4, 1);
		collector.request(1);
		assertThat(collector.received).containsExactly("0", "1", "2", "3", "end");
	}

	@Test
	void publishesNothingMoreOnceCancelled() {
		Collector collector = subscribe(4, 0);
		collector.request(1);
		collector.cancel();
		collector.request(1);
		assertThat(collector.received).containsExactly("0");
	}

	private static Collector subscribe(long count, long more) {
		Collector collector = new Collector(more);
		new Items((index) -> JoltMessage.of("topic", Long.toString(index)), count).subscribe(collector);
		return collector;
	}

	private static final class Collector implements Flow.Subscriber<JoltMessage> {

		private final List<String> received = new ArrayList<>();

		private final long more;

		private Flow.@Nullable Subscription subscription;

		private Collector(long more) {
			this.more = more;
		}

		private void request(long n) {
			if (this.subscription != null && n > 0) {
				this.subscription.request(n);
			}
		}

		private void cancel() {
			if (this.subscription != null) {
				this.subscription.cancel();
			}
		}

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
		}

		@Override
		public void onNext(JoltMessage item) {
			this.received.add(item.data());
			request(this.more);
		}

		@Override
		public void onError(Throwable failure) {
			this.received.add(failure.toString());
		}

		@Override
		public void onComplete() {
			this.received.add("end");
		}

	}

}
