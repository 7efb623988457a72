package io.jolt.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.jolt.client.JoltMessage;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what was published, by {@code assertThat(captor)}. Those on expected
 * messages wait for them, at most for {@link JoltMessageCaptor#DEFAULT_TIMEOUT} or the
 * limit set with {@link #within}; those on unexpected messages check once. Not safe for
 * use by several threads.
 */
public final class JoltMessageCaptorAssert extends AbstractAssert<JoltMessageCaptorAssert, JoltMessageCaptor> {

	private Duration timeout = JoltMessageCaptor.DEFAULT_TIMEOUT;

	JoltMessageCaptorAssert(JoltMessageCaptor actual) {
		super(actual, JoltMessageCaptorAssert.class);
	}

	/**
	 * Sets how long the following assertions wait.
	 * @param timeout the limit
	 * @return this
	 */
	public JoltMessageCaptorAssert within(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Verifies that a message arrives on a topic.
	 * @param topic the topic, literally
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessage(String topic) {
		this.actual.await(topic, 1, this.timeout);
		return this;
	}

	/**
	 * Verifies that a message with this payload arrives on a topic.
	 * @param topic the topic, literally
	 * @param payload a text, or an object that is compared with payloads of its type, by
	 * {@code equals}
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessage(String topic, Object payload) {
		Predicate<JoltMessage> wanted = (payload instanceof String) ? (message) -> message.data().equals(payload)
				: (message) -> payload.equals(readable(message, typeOf(payload)));
		this.actual.await(topic, "a message with payload " + CaptureReport.text(payload), wanted, 1, this.timeout);
		return this;
	}

	/**
	 * Verifies that a message arrives on a topic whose payload of this type satisfies the
	 * requirements.
	 * @param topic the topic, literally
	 * @param type the payload's type
	 * @param requirements fail if a payload does not satisfy them
	 * @param <T> the payload's type
	 * @return this
	 */
	public <T> JoltMessageCaptorAssert hasMessageSatisfying(String topic, Class<T> type, Consumer<T> requirements) {
		List<AssertionError> failures = new ArrayList<>();
		Predicate<JoltMessage> wanted = (message) -> {
			try {
				requirements.accept(this.actual.reader().read(message, type));
				return true;
			}
			catch (AssertionError ex) {
				failures.add(ex);
				return false;
			}
		};
		try {
			this.actual.await(topic, "a message that satisfies the requirements", wanted, 1, this.timeout);
		}
		catch (AssertionError ex) {
			// why each message that arrived does not
			failures.forEach(ex::addSuppressed);
			throw ex;
		}
		return this;
	}

	/**
	 * Verifies that a message with this header arrives on a topic.
	 * @param topic the topic, literally
	 * @param header the header's name
	 * @param value the header's value
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessageWithHeader(String topic, String header, String value) {
		this.actual.await(topic, "a message with header '" + header + "' of value " + CaptureReport.text(value),
				(message) -> value.equals(message.headers().get(header)), 1, this.timeout);
		return this;
	}

	/**
	 * Waits for that many messages on a topic, and verifies that no more have arrived by
	 * then.
	 * @param topic the topic, literally
	 * @param count the number of messages
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessages(String topic, int count) {
		this.actual.await(topic, count, this.timeout);
		return hasNoMore(topic, count);
	}

	/**
	 * Waits for that many messages on a topic, and verifies that exactly these payloads
	 * have arrived by then, in this order.
	 * @param topic the topic, literally
	 * @param payloads texts, or objects that are compared with payloads of their types,
	 * by {@code equals}
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessagesExactly(String topic, Object... payloads) {
		List<JoltMessage> messages = this.actual.await(topic, payloads.length, this.timeout);
		for (int i = 0; i < payloads.length; i++) {
			JoltMessage message = messages.get(i);
			Object found = (payloads[i] instanceof String) ? message.data()
					: this.actual.reader().read(message, typeOf(payloads[i]));
			Assertions.assertThat(found).as("message %d on topic '%s'", i, topic).isEqualTo(payloads[i]);
		}
		return hasNoMore(topic, payloads.length);
	}

	/**
	 * Verifies that no message has arrived on a topic so far.
	 * @param topic the topic, literally
	 * @return this
	 */
	public JoltMessageCaptorAssert hasNoMessages(String topic) {
		return hasNoMore(topic, 0);
	}

	/**
	 * Verifies that no message has arrived on a topic so far, or arrives for a while.
	 * @param topic the topic, literally
	 * @param duration how long to wait for one
	 * @return this
	 */
	public JoltMessageCaptorAssert hasNoMessagesFor(String topic, Duration duration) {
		this.actual.awaitAny(topic, duration);
		return hasNoMore(topic, 0);
	}

	/**
	 * Verifies that no message has arrived on any topic so far.
	 * @return this
	 */
	public JoltMessageCaptorAssert hasNoMessages() {
		List<JoltMessage> messages = this.actual.messages();
		if (!messages.isEmpty()) {
			String topic = messages.get(0).topic();
			failWithMessage("%s", CaptureReport.of("Expected no messages on any topic", topic, messages));
		}
		return this;
	}

	/**
	 * Starts assertions on the messages that have arrived on a topic so far.
	 * @param topic the topic, literally
	 * @return assertions on the messages
	 */
	public ListAssert<JoltMessage> messages(String topic) {
		return Assertions.assertThat(this.actual.messages(topic)).as("messages on topic '%s'", topic);
	}

	/**
	 * Starts assertions on the payloads that have arrived on a topic so far.
	 * @param topic the topic, literally
	 * @param type the payloads' type
	 * @param <T> the payloads' type
	 * @return assertions on the payloads
	 */
	public <T> ListAssert<T> payloads(String topic, Class<T> type) {
		return Assertions.assertThat(this.actual.payloads(topic, type)).as("payloads on topic '%s'", topic);
	}

	private JoltMessageCaptorAssert hasNoMore(String topic, int count) {
		if (this.actual.messages(topic).size() > count) {
			failWithMessage("%s",
					CaptureReport.of(
							"Expected %s message(s) on topic '%s'".formatted((count > 0) ? count : "no", topic), topic,
							this.actual.messages()));
		}
		return this;
	}

	// the classes behind Map.of(...) and List.of(...) cannot be read
	private static Class<?> typeOf(Object payload) {
		return Stream.<Class<?>>of(Map.class, List.class, Set.class)
			.filter((type) -> type.isInstance(payload))
			.findFirst()
			.orElse(payload.getClass());
	}

	// an unreadable payload is not a match
	private @Nullable Object readable(JoltMessage message, Class<?> type) {
		try {
			return this.actual.reader().read(message, type);
		}
		catch (AssertionError ex) {
			return null;
		}
	}

}
