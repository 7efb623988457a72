package io.jolt.client.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.testing.LeakCheck;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/**
 * What the authors of Reactive Streams ask of every publisher.
 */
@ExtendWith(LeakCheck.class)
class MessagePublisherTckTests {

	@TestFactory
	Stream<DynamicTest> rules() {
		return Arrays.stream(FlowPublisherVerification.class.getMethods())
			.filter((method) -> method.isAnnotationPresent(Test.class))
			// no tests at all, or of a stream that begins anew for each subscriber
			.filter((method) -> !method.getName().matches("untested_.*|optional_spec111_multicast_.*"))
			.sorted(Comparator.comparing(Method::getName))
			.map((method) -> DynamicTest.dynamicTest(method.getName(), () -> verify(method)));
	}

	private static void verify(Method rule) throws Throwable {
		Verification verification = new Verification();
		try {
			verification.setUp();
			rule.invoke(verification);
		}
		catch (InvocationTargetException ex) {
			// to skip a rule is to fail, too
			throw ex.getCause();
		}
		finally {
			verification.close();
		}
	}

	/**
	 * Makes publishers, each of a client of its own.
	 */
	public static final class Verification extends FlowPublisherVerification<JoltMessage> {

		// of an endless stream, as much as anybody asks for
		private static final long MANY = 3000;

		private final CopyOnWriteArrayList<InMemoryJoltClient> clients = new CopyOnWriteArrayList<>();

		Verification() {
			super(new TestEnvironment(1000, 50), 1000);
		}

		@Override
		public Flow.Publisher<JoltMessage> createFlowPublisher(long elements) {
			InMemoryJoltClient client = newClient();
			client.connect();
			Flow.Publisher<JoltMessage> messages = client
				.messages(SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.DROP_NEWEST).build());
			return (subscriber) -> {
				messages.subscribe((subscriber != null) ? new Ending(subscriber, elements, client) : null);
				for (long i = 0; i < Math.min(elements, MANY); i++) {
					client.publish("a", String.valueOf(i)).join();
				}
				if (elements == 0) {
					client.close();
				}
			};
		}

		@Override
		public Flow.Publisher<JoltMessage> createFailedFlowPublisher() {
			InMemoryJoltClient client = newClient();
			client.close();
			return client.messages(SubscriptionOptions.forTopic("a").build());
		}

		private InMemoryJoltClient newClient() {
			InMemoryJoltClient client = new InMemoryJoltClient(new InMemoryBroker());
			this.clients.add(client);
			return client;
		}

		void close() {
			this.clients.forEach(JoltClient::close);
		}

	}

	/**
	 * Closes the client after its last message, as a stream of our own never ends.
	 */
	private static final class Ending implements Flow.Subscriber<JoltMessage> {

		private final Flow.Subscriber<? super JoltMessage> subscriber;

		private final AtomicLong left;

		private final JoltClient client;

		Ending(Flow.Subscriber<? super JoltMessage> subscriber, long elements, JoltClient client) {
			this.subscriber = subscriber;
			this.left = new AtomicLong(elements);
			this.client = client;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(JoltMessage message) {
			this.subscriber.onNext(message);
			if (this.left.decrementAndGet() == 0) {
				this.client.close();
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
