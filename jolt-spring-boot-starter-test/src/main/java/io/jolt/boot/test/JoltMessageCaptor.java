package io.jolt.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.jolt.client.JoltMessage;
import org.assertj.core.api.AssertProvider;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Everything that was published to the broker of a test, whoever published it and on
 * whichever topic, in the order in which the broker delivered it. It is subscribed before
 * any of the application's listeners starts, on a connection of its own, and keeps all
 * messages, however many, until the test method ends.
 * <p>
 * Safe for use by several threads. A message is here once the broker has delivered it,
 * which may be shortly before or after the application's own listeners have it: the
 * methods whose names begin with {@code await} and the assertions wait, the other methods
 * do not. Payloads are read with the application's own converter, as its listeners read
 * them.
 * <p>
 * A test method sees what came since the one before it ended, the first one also what the
 * application published as it started. Where test classes that share a context run in
 * parallel they share its broker: each test method sees what came since it began,
 * whichever of the tests caused it, and none forgets what another still sees. Such tests
 * had better have topics of their own. <pre class="code">
 * captor.awaitSubscribed("orders");
 * template.convertAndSend("orders.created", new Order("book", 2));
 * assertThat(captor).hasMessage("orders.created", new Order("book", 2))
 *     .hasNoMessages("orders.rejected");</pre>
 */
public final class JoltMessageCaptor implements AssertProvider<JoltMessageCaptorAssert> {

	/**
	 * How long is waited unless told otherwise.
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
	 * Waits for messages on a topic, for at most {@link #DEFAULT_TIMEOUT}. Those that
	 * came before count too.
	 * @param topic the topic, literally
	 * @param count how many messages to wait for
	 * @return the first messages on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, or the thread is interrupted; the
	 * message lists what came
	 */
	public List<JoltMessage> await(String topic, int count) {
		return await(topic, count, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits for messages on a topic. Those that came before count too.
	 * @param topic the topic, literally
	 * @param count how many messages to wait for
	 * @param timeout how long to wait
	 * @return the first messages on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, or the thread is interrupted; the
	 * message lists what came
	 */
	public List<JoltMessage> await(String topic, int count, Duration timeout) {
		return await(topic, "%d message(s)".formatted(count), (message) -> true, count, timeout);
	}

	/**
	 * Waits for messages on a topic, for at most {@link #DEFAULT_TIMEOUT}, and reads
	 * them.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param count how many messages to wait for
	 * @param <T> the payloads' type
	 * @return the first payloads on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, the thread is interrupted, or one
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
	 * @return the first payloads on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, the thread is interrupted, or one
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
	 * @return the first payloads on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, the thread is interrupted, or one
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
	 * @return the first payloads on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, the thread is interrupted, or one
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
	 * Waits until the broker has granted the subscription of every listener of the
	 * application that runs, for at most {@link #DEFAULT_TIMEOUT}: what is published
	 * after that reaches them. Listeners that are not started are not waited for.
	 * @throws AssertionError if one is not subscribed in time or is refused, or the
	 * thread is interrupted
	 */
	public void awaitSubscribed() {
		awaitSubscribed(DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until the broker has granted the subscription of every listener of the
	 * application that runs.
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
	 * Waits until a listener is subscribed, also one that is still to be registered or
	 * started, for at most {@link #DEFAULT_TIMEOUT}.
	 * @param listener the listener's id, or one of its topics or topic patterns as it has
	 * them; of a topic all listeners are waited for
	 * @throws AssertionError if there is none in time, or one is not subscribed in time
	 * or is refused, or the thread is interrupted
	 */
	public void awaitSubscribed(String listener) {
		awaitSubscribed(listener, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until a listener is subscribed, also one that is still to be registered or
	 * started.
	 * @param listener the listener's id, or one of its topics or topic patterns as it has
	 * them; of a topic all listeners are waited for
	 * @param timeout how long to wait
	 * @throws AssertionError if there is none in time, or one is not subscribed in time
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
	 * Forgets every message so far.
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

	// for that long, or until there is a message
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
