package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.jolt.client.JoltMessageHeaders;
import io.jolt.spring.internal.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.Assert;

/**
 * What the annotations of a method and its interface say. Immutable.
 *
 * @param topic the topic
 * @param type the messages' type, or {@code null} for none
 * @param timeout how long a call of the method may take, or {@code null} for the default
 */
record ExchangeSettings(String topic, @Nullable String type, @Nullable Duration timeout) {

	private static final String RESERVED = "_jolt.";

	/**
	 * Reads the annotations.
	 * @param method the annotated method
	 * @param serviceType the interface, which may have inherited the method
	 * @param placeholders replaces the placeholders in an attribute
	 * @return the settings
	 * @throws IllegalArgumentException if an attribute does not make sense
	 */
	static ExchangeSettings of(Method method, Class<?> serviceType, UnaryOperator<@Nullable String> placeholders) {
		JoltExchange common = AnnotatedElementUtils.findMergedAnnotation(serviceType, JoltExchange.class);
		JoltExchange own = AnnotatedElementUtils.findMergedAnnotation(method, JoltExchange.class);
		Assert.notNull(own, "needs @JoltExchange");
		String first = (common != null) ? resolve(common.value(), placeholders) : "";
		String second = resolve(own.value(), placeholders);
		String topic = (first.isEmpty() || second.isEmpty()) ? first + second : first + "." + second;
		checkTopic(topic);
		String ofMessages = own(own.type(), (common != null) ? common.type() : "", placeholders);
		if (!ofMessages.isEmpty()) {
			ProtocolHeaders.requireValid(JoltMessageHeaders.TYPE, ofMessages);
		}
		String limit = own(own.timeout(), (common != null) ? common.timeout() : "", placeholders);
		return new ExchangeSettings(topic, ofMessages.isEmpty() ? null : ofMessages,
				limit.isEmpty() ? null : duration(limit));
	}

	private static String own(String own, String common, UnaryOperator<@Nullable String> placeholders) {
		String resolved = resolve(own, placeholders);
		return resolved.isEmpty() ? resolve(common, placeholders) : resolved;
	}

	/**
	 * How long to wait for what is not only published.
	 * @param byDefault the limit if the annotations set none, or {@code null} for the
	 * client's
	 * @return the limit, or {@code null} for the client's
	 */
	@Nullable Duration replyTimeout(@Nullable Duration byDefault) {
		return (this.timeout != null) ? this.timeout : byDefault;
	}

	private static String resolve(String value, UnaryOperator<@Nullable String> placeholders) {
		String resolved = placeholders.apply(value);
		return (resolved != null) ? resolved.trim() : "";
	}

	private static void checkTopic(String topic) {
		Assert.isTrue(!topic.isEmpty(), "has no topic: give @JoltExchange one, on the method or on the interface");
		Assert.isTrue(!topic.contains("${"), () -> "has a topic with a placeholder that has no value: '" + topic + "'");
		Assert.isTrue(Stream.of(topic.split("\\.", -1)).noneMatch((token) -> "*".equals(token) || ">".equals(token)),
				() -> "has a topic with a wildcard, but one can only listen to those: '" + topic + "'");
		Assert.isTrue(Stream.of(topic.split("\\.", -1)).noneMatch(String::isEmpty),
				() -> "has a topic with nothing before or after a dot: '" + topic + "'");
		Assert.isTrue(!topic.startsWith(RESERVED), () -> "has a topic that is the protocol's own: '" + topic + "'");
	}

	private static Duration duration(String text) {
		Duration duration = parse(text);
		Assert.isTrue(!duration.isZero() && !duration.isNegative(),
				() -> "has a timeout that is not positive: '" + text + "'");
		return duration;
	}

	private static Duration parse(String text) {
		try {
			return DurationFormatterUtils.detectAndParse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"has a timeout that is no duration such as '2s' or '500ms': '" + text + "'", ex);
		}
	}

}
