package io.jolt.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.jolt.client.JoltMessage;
import org.assertj.core.api.AssertProvider;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Captures everything that is published to the broker of a test, by any client and on any
 * topic, in the order of delivery. It is subscribed before any of the application's
 * listeners starts, with its own client, and keeps all messages, however many, until the
 * test method ends.
 * <p>
 * It does not count as a subscriber: a request that nobody else receives still fails with
 * a {@link io.jolt.client.JoltNoResponderException}. It sees requests and the messages
 * that open calls, but not what comes back to who asked: nobody else can. To see a reply
 * of the application, ask it yourself, for example with a {@code JoltTemplate}.
 * <p>
 * Safe for use by several threads. A message is captured once the broker has delivered
 * it, which may be shortly before or after the application's own listeners receive it:
 * the methods whose names begin with {@code await} and the assertions wait, the other
 * methods do not. Payloads are read with the application's own converter, as its
 * listeners read them.
 * <p>
 * A test method sees the messages since the previous one ended; the first one also sees
 * what the application published at start-up. Test classes that share a context and run
 * in parallel share its broker: each test method sees all messages since it began,
 * whichever test caused them, and none removes what another still sees. Such tests should
 * use different topics. <pre class="code">
 * captor.awaitSubscribed("orders");
 * template.convertAndSend("orders.created", new Order("book", 2));
 * assertThat(captor).hasMessage("orders.created", new Order("book", 2))
 *     .hasNoMessages("orders.rejected");</pre>
 */
public final class JoltMessageCaptor implements AssertProvider<JoltMessageCaptorAssert> {

	/**
	 * The default time limit.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private final CapturedMessages messages = new CapturedMessages();

	private final PayloadReader payloads;

	private final AwaitedListeners listeners;

	JoltMessageCaptor() {
		this(new PayloadReader(() -> null, () -> null), new AwaitedListeners(() -> null));
	}

	JoltMessageCaptor(PayloadReader payloads, AwaitedListeners listeners) {
		this.payloads = payloads;
		this.listeners = listeners;
	}

	/**
	 * Waits for messages on a topic, at most for {@link #DEFAULT_TIMEOUT}. Messages that
	 * have already arrived count too.
	 * @param topic the topic, literally
	 * @param count how many messages to wait for
	 * @return the first messages on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, or the thread is interrupted; the
	 * message lists what arrived
	 */
	public List<JoltMessage> await(String topic, int count) {
		return await(topic, count, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits for messages on a topic. Messages that have already arrived count too.
	 * @param topic the topic, literally
	 * @param count how many messages to wait for
	 * @param timeout how long to wait
	 * @return the first messages on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, or the thread is interrupted; the
	 * message lists what arrived
	 */
	public List<JoltMessage> await(String topic, int count, Duration timeout) {
		return await(topic, "%d message(s)".formatted(count), (message) -> true, count, timeout);
	}

	/**
	 * Waits for messages on a topic, at most for {@link #DEFAULT_TIMEOUT}, and reads
	 * them.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param count how many messages to wait for
	 * @param <T> the payloads' type
	 * @return the first payloads on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, the thread is interrupted, or one
	 * cannot be read
	 */
	public <T> List<T> await(String topic, Class<T> type, int count) {
		return await(topic, type, count, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits for messages on a topic, and reads them.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param count how many messages to wait for
	 * @param timeout how long to wait
	 * @param <T> the payloads' type
	 * @return the first payloads on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, the thread is interrupted, or one
	 * cannot be read
	 */
	public <T> List<T> await(String topic, Class<T> type, int count, Duration timeout) {
		return this.payloads.read(await(topic, count, timeout), type);
	}

	/**
	 * As {@link #await(String, Class, int)} for a generic type.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param count how many messages to wait for
	 * @param <T> the payloads' type
	 * @return the first payloads on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, the thread is interrupted, or one
	 * cannot be read
	 */
	public <T> List<T> await(String topic, ParameterizedTypeReference<T> type, int count) {
		return await(topic, type, count, DEFAULT_TIMEOUT);
	}

	/**
	 * As {@link #await(String, Class, int, Duration)} for a generic type.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param count how many messages to wait for
	 * @param timeout how long to wait
	 * @param <T> the payloads' type
	 * @return the first payloads on the topic, as many as requested
	 * @throws AssertionError if fewer arrive in time, the thread is interrupted, or one
	 * cannot be read
	 */
	public <T> List<T> await(String topic, ParameterizedTypeReference<T> type, int count, Duration timeout) {
		return this.payloads.read(await(topic, count, timeout), type);
	}

	/**
	 * Every message so far.
	 * @return a copy, in the order of arrival
	 */
	public List<JoltMessage> messages() {
		return this.messages.visible();
	}

	/**
	 * The messages on a topic so far.
	 * @param topic the topic, literally
	 * @return a copy, in the order of arrival
	 */
	public List<JoltMessage> messages(String topic) {
		return messages().stream().filter((message) -> message.topic().equals(topic)).toList();
	}

	/**
	 * The payloads on a topic so far.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param <T> the payloads' type
	 * @return a copy, in the order of arrival
	 * @throws AssertionError if one cannot be read
	 */
	public <T> List<T> payloads(String topic, Class<T> type) {
		return this.payloads.read(messages(topic), type);
	}

	/**
	 * The payloads of a generic type on a topic so far.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param <T> the payloads' type
	 * @return a copy, in the order of arrival
	 * @throws AssertionError if one cannot be read
	 */
	public <T> List<T> payloads(String topic, ParameterizedTypeReference<T> type) {
		return this.payloads.read(messages(topic), type);
	}

	/**
	 * Waits until the broker has granted the subscriptions of all running listeners of
	 * the application, at most for {@link #DEFAULT_TIMEOUT}: what is published after that
	 * reaches them. It does not wait for listeners that are not started.
	 * @throws AssertionError if one is not subscribed in time or is refused, or the
	 * thread is interrupted
	 */
	public void awaitSubscribed() {
		awaitSubscribed(DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until the broker has granted the subscriptions of all running listeners of
	 * the application.
	 * @param timeout how long to wait
	 * @throws AssertionError if one is not subscribed in time or is refused, or the
	 * thread is interrupted
	 */
	public void awaitSubscribed(Duration timeout) {
		try {
			this.listeners.await(timeout);
		}
		catch (InterruptedException ex) {
			throw interrupted("Waiting for the listeners' subscriptions", ex);
		}
	}

	/**
	 * Waits until a listener is subscribed, even if it is not registered or started yet,
	 * at most for {@link #DEFAULT_TIMEOUT}.
	 * @param listener the listener's id, or one of its topics or topic patterns,
	 * literally; a topic stands for all of its listeners
	 * @throws AssertionError if none is registered in time, one is not subscribed in time
	 * or is refused, or the thread is interrupted
	 */
	public void awaitSubscribed(String listener) {
		awaitSubscribed(listener, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until a listener is subscribed, even if it is not registered or started yet.
	 * @param listener the listener's id, or one of its topics or topic patterns,
	 * literally; a topic stands for all of its listeners
	 * @param timeout how long to wait
	 * @throws AssertionError if none is registered in time, one is not subscribed in time
	 * or is refused, or the thread is interrupted
	 */
	public void awaitSubscribed(String listener, Duration timeout) {
		try {
			this.listeners.await(listener, timeout);
		}
		catch (InterruptedException ex) {
			throw interrupted("Waiting for the subscription of '" + listener + "'", ex);
		}
	}

	/**
	 * Removes every message so far.
	 */
	public void clear() {
		this.messages.clear();
	}

	/**
	 * For AssertJ: use {@code assertThat(captor)}.
	 * @return the assertions
	 * @deprecated use {@link org.assertj.core.api.Assertions#assertThat(AssertProvider)}
	 */
	@Deprecated
	@Override
	public JoltMessageCaptorAssert assertThat() {
		return new JoltMessageCaptorAssert(this);
	}

	PayloadReader reader() {
		return this.payloads;
	}

	List<JoltMessage> await(String topic, String what, Predicate<JoltMessage> wanted, int count, Duration timeout) {
		try {
			List<JoltMessage> found = this.messages
				.await((message) -> message.topic().equals(topic) && wanted.test(message), count, timeout);
			if (found.size() < count) {
				throw new AssertionError(describe(topic, what, "within " + CaptureReport.text(timeout)));
			}
			return List.copyOf(found);
		}
		catch (InterruptedException ex) {
			throw interrupted(describe(topic, what, "at all"), ex);
		}
	}

	// for that long, or until a message arrives
	void awaitAny(String topic, Duration duration) {
		try {
			this.messages.await((message) -> message.topic().equals(topic), 1, duration);
		}
		catch (InterruptedException ex) {
			throw interrupted("Waiting for messages on topic '" + topic + "'", ex);
		}
	}

	void add(JoltMessage message) {
		this.messages.add(message);
	}

	void beginTest() {
		this.messages.beginTest();
	}

	void endTest() {
		this.messages.endTest();
	}

	private String describe(String topic, String what, String limit) {
		return CaptureReport.of("Expected %s on topic '%s' %s".formatted(what, topic, limit), topic, messages());
	}

	private static AssertionError interrupted(String text, InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new AssertionError(text + " was interrupted", ex);
	}

}
