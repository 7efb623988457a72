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
 * Assertions on what was published, by {@code assertThat(captor)}. Those on messages that
 * are to come wait for them, at most {@link JoltMessageCaptor#DEFAULT_TIMEOUT} or what
 * {@link #within} says; those on messages that are not to come look once. For one thread.
 */
public final class JoltMessageCaptorAssert extends AbstractAssert<JoltMessageCaptorAssert, JoltMessageCaptor> {

	private Duration timeout = JoltMessageCaptor.DEFAULT_TIMEOUT;

	JoltMessageCaptorAssert(JoltMessageCaptor actual) {
		super(actual, JoltMessageCaptorAssert.class);
	}

	/**
	 * Sets how long the assertions that follow wait.
	 * @param timeout the limit
	 * @return this
	 */
	public JoltMessageCaptorAssert within(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * There is a message on a topic.
	 * @param topic the topic, literally
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessage(String topic) {
		this.actual.await(topic, 1, this.timeout);
		return this;
	}

	/**
	 * There is a message with this payload on a topic.
	 * @param topic the topic, literally
	 * @param payload a text, or what payloads of its type are compared with, by
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
	 * There is a message on a topic whose payload of this type satisfies the
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
			// why each that came does not
			failures.forEach(ex::addSuppressed);
			throw ex;
		}
		return this;
	}

	/**
	 * There is a message with this header on a topic.
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
	 * There are as many messages on a topic when that many have come, no fewer and no
	 * more.
	 * @param topic the topic, literally
	 * @param count how many
	 * @return this
	 */
	public JoltMessageCaptorAssert hasMessages(String topic, int count) {
		this.actual.await(topic, count, this.timeout);
		return hasNoMore(topic, count);
	}

	/**
	 * These are the payloads on a topic when as many have come, in this order.
	 * @param topic the topic, literally
	 * @param payloads texts, or what payloads of their types are compared with, by
	 * {@code equals}
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
	 * No message has come on a topic so far.
	 * @param topic the topic, literally
	 * @return this
	 */
	public JoltMessageCaptorAssert hasNoMessages(String topic) {
		return hasNoMore(topic, 0);
	}

	/**
	 * No message has come so far, or comes on a topic for a while.
	 * @param topic the topic, literally
	 * @param duration how long to wait for one
	 * @return this
	 */
	public JoltMessageCaptorAssert hasNoMessagesFor(String topic, Duration duration) {
		this.actual.awaitAny(topic, duration);
		return hasNoMore(topic, 0);
	}

	/**
	 * No message has come so far on any topic.
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
	 * Goes on with the messages that have come on a topic so far.
	 * @param topic the topic, literally
	 * @return assertions on the messages
	 */
	public ListAssert<JoltMessage> messages(String topic) {
		return Assertions.assertThat(this.actual.messages(topic)).as("messages on topic '%s'", topic);
	}

	/**
	 * Goes on with the payloads that have come on a topic so far.
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

	// nothing can be read as the class behind Map.of(...) or List.of(...)
	private static Class<?> typeOf(Object payload) {
		return Stream.<Class<?>>of(Map.class, List.class, Set.class)
			.filter((type) -> type.isInstance(payload))
			.findFirst()
			.orElse(payload.getClass());
	}

	// what cannot be read is none that is wanted
	private @Nullable Object readable(JoltMessage message, Class<?> type) {
		try {
			return this.actual.reader().read(message, type);
		}
		catch (AssertionError ex) {
			return null;
		}
	}

}
