package io.jolt.boot.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltSubscription;

import org.springframework.util.Assert;

/**
 * Plays the applications that the one under test asks: answers requests and calls on
 * topics that a test chooses, and remembers them. It has its own client, and is
 * subscribed to nothing but those topics. <pre class="code">
 * &#064;Test
 * void asksForAQuote(JoltResponderStub responder, &#064;Autowired Shop shop) {
 *     responder.on("quotes").reply(new Quote("12.50"));
 *     assertThat(shop.price("cup")).isEqualTo("12.50");
 *     assertThat(responder.on("quotes").requests(Order.class)).containsExactly(new Order("cup"));
 * }</pre>
 * <p>
 * What a test sets up, in the test method or in a method that runs before each, ends with
 * the test method: after that nobody is subscribed to its topics again, unless the
 * application is. Without it, a request is answered by whoever else listens: if nobody
 * does, it fails at once with a {@link io.jolt.client.JoltNoResponderException}. The
 * captor is not counted. If the application itself listens to a topic of the stub, both
 * answer, and the first answer counts: do not start such a listener.
 * <p>
 * Safe for use by several threads. Tests that run in parallel and share a context should
 * use different topics.
 */
public final class JoltResponderStub {

	private final ResponderConnection connection;

	private final PayloadReader reader;

	private final PayloadWriter writer;

	// by topic; guarded by this
	private final Map<String, Stub> stubs = new HashMap<>();

	JoltResponderStub(ResponderConnection connection, PayloadReader reader, PayloadWriter writer) {
		this.connection = connection;
		this.reader = reader;
		this.writer = writer;
	}

	/**
	 * Subscribes to a topic, unless that was done, and blocks until the broker has
	 * granted it, at most for {@link JoltMessageCaptor#DEFAULT_TIMEOUT}. Until an answer
	 * is set, what is received is not answered.
	 * @param topic the topic, literally
	 * @return says what to answer, and what was received; the same for the same topic
	 * until the end of the test
	 * @throws java.util.concurrent.CompletionException if the broker does not grant it in
	 * time, or refuses it
	 */
	public synchronized JoltStubbedTopic on(String topic) {
		Assert.hasText(topic, "topic must not be blank");
		Stub stub = this.stubs.get(topic);
		if (stub == null) {
			JoltStubbedTopic stubbed = new JoltStubbedTopic(topic, this.reader, this.writer);
			stub = new Stub(stubbed, this.connection.subscribe(topic, stubbed::answer), Thread.currentThread());
			this.stubs.put(topic, stub);
			join(stub.subscription().ready());
		}
		return stub.topic();
	}

	/**
	 * Ends what any test has set up, and blocks until the broker has ended the
	 * subscriptions.
	 */
	public synchronized void reset() {
		end(List.copyOf(this.stubs.values()));
	}

	// the calling thread's test ends
	synchronized void endTest() {
		end(this.stubs.values().stream().filter((stub) -> stub.owner() == Thread.currentThread()).toList());
	}

	private void end(List<Stub> ended) {
		List<JoltSubscription> subscriptions = new ArrayList<>();
		for (Stub stub : ended) {
			this.stubs.remove(stub.topic().topic());
			stub.subscription().close();
			subscriptions.add(stub.subscription());
		}
		subscriptions.forEach((subscription) -> join(subscription.unsubscribed()));
	}

	private static void join(CompletableFuture<Void> answer) {
		answer.orTimeout(JoltMessageCaptor.DEFAULT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	/**
	 * What a test has set up for a topic.
	 *
	 * @param topic what to answer
	 * @param subscription where it comes from
	 * @param owner the thread that runs the test
	 */
	private record Stub(JoltStubbedTopic topic, JoltSubscription subscription, Thread owner) {

	}

}
