package io.jolt.spring.listener.adapter;

import java.util.Objects;

import io.jolt.client.JoltMessage;
import io.jolt.client.spi.LogText;
import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.messaging.Message;
import org.springframework.util.Assert;

/**
 * Where replies go: a topic, or a text with SpEL expressions in <code>!{...}</code> that
 * are evaluated for each reply. They see {@code request}, the {@link JoltMessage} as it
 * came, {@code source}, the Spring message with its headers, and {@code result}, what the
 * method returned. Safe for use by several threads.
 */
final class ReplyTopic {

	private static final ParserContext RUNTIME_EXPRESSION = new TemplateParserContext("!{", "}");

	private final String text;

	// null if there is nothing to evaluate
	private final @Nullable Expression expression;

	private ReplyTopic(String text, @Nullable Expression expression) {
		this.text = text;
		this.expression = expression;
	}

	/**
	 * Parses a topic.
	 * @param text the topic, placeholders and expressions in <code>#{...}</code> resolved
	 * @return the topic
	 * @throws IllegalArgumentException if the text is blank, or an expression in it
	 * cannot be parsed
	 */
	static ReplyTopic of(String text) {
		Assert.hasText(text, "The topic for replies must not be blank");
		if (!text.contains("!{")) {
			return new ReplyTopic(text, null);
		}
		try {
			return new ReplyTopic(text, new SpelExpressionParser().parseExpression(text, RUNTIME_EXPRESSION));
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException(
					"The topic for replies '" + text + "' cannot be parsed: " + ex.getMessage(), ex);
		}
	}

	String resolve(Message<?> request, Object result) {
		if (this.expression == null) {
			return this.text;
		}
		String topic;
		try {
			topic = this.expression.getValue(new StandardEvaluationContext(root(request, result)), String.class);
		}
		catch (EvaluationException ex) {
			throw new IllegalStateException("The topic for replies '" + this.text + "' cannot be evaluated: "
					+ LogText.of(String.valueOf(ex.getMessage())), ex);
		}
		Assert.state(topic != null && !topic.isBlank(),
				() -> "The topic for replies '" + this.text + "' is empty for this message");
		return Objects.requireNonNull(topic);
	}

	private static Root root(Message<?> source, Object result) {
		return new Root((source instanceof DeliveredMessage<?> delivered) ? delivered.source() : null, source, result);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * The root object.
	 *
	 * @param request the received message, or {@code null} if it is not from Jolt
	 * @param source the message that the listener was called with
	 * @param result what the listener returned
	 */
	record Root(@Nullable JoltMessage request, Message<?> source, Object result) {

	}

}
