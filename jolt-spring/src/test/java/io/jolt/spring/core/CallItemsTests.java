package io.jolt.spring.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltCall;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.spring.FakeJoltClient;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a subscriber may do, and when, by the rules of Reactive Streams.
 */
class CallItemsTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final CompletableFuture<JoltCall> opening = new CompletableFuture<>();

	private final List<String> opened = new ArrayList<>();

	private final Recorder recorder = new Recorder();

	private final FakeCall call = new FakeCall();

	CallItemsTests() {
		this.client.callAnswer = (first) -> {
			this.opened.add(first.data());
			return this.opening;
		};
	}

	private Flow.Subscription subscribe() {
		new JoltTemplate(this.client).requestStream("orders", "1", String.class).subscribe(this.recorder);
		return Objects.requireNonNull(this.recorder.subscription);
	}

	@Test
	void aCallIsOpenedWhenItemsAreAskedForAndWhatWasAskedForBeforeIsPassedOn() {
		Flow.Subscription subscription = subscribe();
		assertThat(this.opened).isEmpty();
		subscription.request(2);
		subscription.request(3);
		assertThat(this.opened).containsExactly("1");
		this.opening.complete(this.call);
		subscription.request(4);
		assertThat(this.call.requested).containsExactly(5L, 4L);
		this.call.receiver().onNext(JoltMessage.of("", "a"));
		this.call.receiver().onComplete();
		assertThat(this.recorder.events).containsExactly("a", "complete");
	}

	@Test
	void unboundedDemandStaysUnbounded() {
		Flow.Subscription subscription = subscribe();
		subscription.request(Long.MAX_VALUE);
		subscription.request(Long.MAX_VALUE);
		this.opening.complete(this.call);
		assertThat(this.call.requested).containsExactly(Long.MAX_VALUE);
	}

	@Test
	void oneThatIsCancelledAtOnceOpensNothing() {
		Flow.Subscription subscription = subscribe();
		subscription.cancel();
		subscription.request(1);
		assertThat(this.opened).isEmpty();
		assertThat(this.recorder.events).isEmpty();
	}

	@Test
	void cancellingWhileTheCallIsBeingOpenedGivesItUp() {
		Flow.Subscription subscription = subscribe();
		subscription.request(1);
		subscription.cancel();
		assertThat(this.opening).isCancelled();
		assertThat(this.recorder.events).isEmpty();
	}

	@Test
	void cancellingAnOpenCallCancelsIt() {
		Flow.Subscription subscription = subscribe();
		subscription.request(1);
		this.opening.complete(this.call);
		subscription.cancel();
		subscription.cancel();
		assertThat(this.call.cancelled).isEqualTo(1);
		this.call.receiver().onError(new IllegalStateException("late"));
		this.call.receiver().onNext(JoltMessage.of("", "late"));
		assertThat(this.recorder.events).isEmpty();
	}

	@Test
	void askingForNothingIsAnErrorAndCancels() {
		Flow.Subscription subscription = subscribe();
		subscription.request(1);
		this.opening.complete(this.call);
		subscription.request(0);
		assertThat(this.call.cancelled).isEqualTo(1);
		assertThat(this.recorder.events).singleElement(InstanceOfAssertFactories.THROWABLE)
			.isInstanceOf(IllegalArgumentException.class);
		this.call.receiver().onComplete();
		assertThat(this.recorder.events).hasSize(1);
	}

	@Test
	void aCallThatIsNotOpenedIsAnError() {
		Flow.Subscription subscription = subscribe();
		subscription.request(1);
		JoltNoResponderException failure = new JoltNoResponderException("nobody", null);
		this.opening.completeExceptionally(failure);
		assertThat(this.recorder.events).containsExactly(failure);
	}

	@Test
	void aCallThatIsNotOpenedCancelsWhatTheCallerSendsBeforeTheSubscriberIsTold() {
		CancelledItems items = new CancelledItems(this.recorder.events);
		subscribe(items).request(1);
		JoltNoResponderException failure = new JoltNoResponderException("nobody", null);
		this.opening.completeExceptionally(failure);
		assertThat(this.recorder.events).containsExactly("cancelled", failure);
	}

	@Test
	void cancellingWhileTheCallIsBeingOpenedCancelsWhatTheCallerSendsOnce() {
		CancelledItems items = new CancelledItems(this.recorder.events);
		Flow.Subscription subscription = subscribe(items);
		subscription.request(1);
		subscription.cancel();
		assertThat(this.opening).isCancelled();
		assertThat(this.recorder.events).containsExactly("cancelled");
	}

	private Flow.Subscription subscribe(Flow.Publisher<?> items) {
		new JoltTemplate(this.client).requestChannel("orders", items, String.class).subscribe(this.recorder);
		return Objects.requireNonNull(this.recorder.subscription);
	}

	/**
	 * One item, and then the record of being cancelled.
	 *
	 * @param events where that is recorded
	 */
	private record CancelledItems(List<Object> events) implements Flow.Publisher<String> {

		@Override
		public void subscribe(Flow.Subscriber<? super String> subscriber) {
			subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscriber.onNext("1");
				}

				@Override
				public void cancel() {
					CancelledItems.this.events.add("cancelled");
				}

			});
		}

	}

	private static final class Recorder implements Flow.Subscriber<String> {

		final List<Object> events = new ArrayList<>();

		Flow.@Nullable Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
		}

		@Override
		public void onNext(String item) {
			this.events.add(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.events.add(failure);
		}

		@Override
		public void onComplete() {
			this.events.add("complete");
		}

	}

	/**
	 * A call whose other side a test plays.
	 */
	private static final class FakeCall implements JoltCall, Flow.Subscription {

		final List<Long> requested = new ArrayList<>();

		int cancelled;

		private Flow.@Nullable Subscriber<? super JoltMessage> receiver;

		Flow.Subscriber<? super JoltMessage> receiver() {
			return Objects.requireNonNull(this.receiver);
		}

		@Override
		public String id() {
			return "id";
		}

		@Override
		public String topic() {
			return "orders";
		}

		@Override
		public Flow.Publisher<JoltMessage> items() {
			return (subscriber) -> {
				this.receiver = subscriber;
				subscriber.onSubscribe(this);
			};
		}

		@Override
		public void request(long n) {
			this.requested.add(n);
		}

		@Override
		public void cancel() {
			this.cancelled++;
		}

		@Override
		public CompletableFuture<Void> send(JoltMessage item) {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void send(Flow.Publisher<JoltMessage> items) {
		}

		@Override
		public void end() {
		}

		@Override
		public void fail(String code, String text) {
		}

		@Override
		public CompletableFuture<Void> ended() {
			return new CompletableFuture<>();
		}

	}

}
