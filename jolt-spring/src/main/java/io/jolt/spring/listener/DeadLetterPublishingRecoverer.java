package io.jolt.spring.listener;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishOptions;
import io.jolt.client.spi.EncodedMessage;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Publishes a message on which a listener failed to a dead-letter topic: its text exactly
 * as it arrived, its headers, and the {@code dlt-} headers of {@link JoltHeaders}, which
 * say where it comes from and why. Of the protocol's headers only its id and type stay. A
 * compressed text that cannot be read is published as it arrived, compressed. Without
 * headers it is published to a broker that does not support them, or that would refuse
 * them or the message's length with them.
 * <p>
 * Waits for the broker's answer, at most for the client's request time-out. A message
 * that cannot be published is logged as an error with the beginning of its text, and is
 * not tried again. The same applies to a message from a dead-letter topic, which is never
 * dead-lettered again: from a topic that ends with the suffix or is its own dead-letter
 * topic or, if a resolver chooses the topics, from one that the message reached as a dead
 * letter.
 * <p>
 * Call the setters before its first use; after that it is safe for use by several
 * threads.
 */
public class DeadLetterPublishingRecoverer implements JoltMessageRecoverer {

	/**
	 * The suffix that turns a topic's name into that of its dead-letter topic.
	 */
	public static final String DEFAULT_SUFFIX = ".dlt";

	private static final Logger log = LoggerFactory.getLogger(DeadLetterPublishingRecoverer.class);

	private final JoltOperations operations;

	// null for the topic's name with the suffix
	private final @Nullable BiFunction<FailedDelivery, Throwable, @Nullable String> destinationResolver;

	private String suffix = DEFAULT_SUFFIX;

	/**
	 * Creates a recoverer that publishes to a topic's name with the suffix.
	 * @param operations publishes, for example a {@link io.jolt.spring.core.JoltTemplate}
	 */
	public DeadLetterPublishingRecoverer(JoltOperations operations) {
		Assert.notNull(operations, "operations must not be null");
		this.operations = operations;
		this.destinationResolver = null;
	}

	/**
	 * Creates a recoverer.
	 * @param operations publishes, for example a {@link io.jolt.spring.core.JoltTemplate}
	 * @param destinationResolver chooses the topic from the message and the last
	 * attempt's failure; returns {@code null} to log the message instead of publishing it
	 */
	public DeadLetterPublishingRecoverer(JoltOperations operations,
			BiFunction<FailedDelivery, Throwable, @Nullable String> destinationResolver) {
		Assert.notNull(operations, "operations must not be null");
		Assert.notNull(destinationResolver, "destinationResolver must not be null");
		this.operations = operations;
		this.destinationResolver = destinationResolver;
	}

	/**
	 * Sets the suffix of dead-letter topics.
	 * @param suffix the suffix, not empty, {@value #DEFAULT_SUFFIX} by default
	 */
	public void setSuffix(String suffix) {
		Assert.hasText(suffix, "suffix must not be empty");
		this.suffix = suffix;
	}

	@Override
	public void recover(Throwable error, FailedDelivery delivery, int attempts) {
		try {
			String topic = (this.destinationResolver != null) ? this.destinationResolver.apply(delivery, error)
					: delivery.topic() + this.suffix;
			String obstacle = obstacle(delivery.message(), topic);
			if (topic == null || obstacle != null) {
				notDeadLettered(error, delivery, attempts, String.valueOf(obstacle));
				return;
			}
			publish(topic, EncodedMessage.textOf(delivery.message()), DeadLetterHeaders.of(error, delivery, attempts));
			delivery.deadLettered();
			log.warn("Listener '{}' failed on a message from topic '{}'{}, which is now in topic '{}': {}: {}",
					delivery.listenerId(), LogText.of(delivery.topic()), FailureLog.after(attempts), LogText.of(topic),
					error.getClass().getName(), LogText.of(String.valueOf(error.getMessage())));
			log.debug("Listener '{}' failed", delivery.listenerId(), LogThrowable.of(error));
		}
		catch (Exception ex) {
			if (ex != error) {
				error.addSuppressed(ex);
			}
			notDeadLettered(error, delivery, attempts,
					LogText.of(ex.getClass().getSimpleName() + ": " + ex.getMessage()));
		}
	}

	private @Nullable String obstacle(JoltMessage message, @Nullable String topic) {
		if (topic == null) {
			return "it has no dead-letter topic";
		}
		if (isDeadLetter(message, topic)) {
			return "it came from a dead-letter topic";
		}
		if (topic.isBlank()) {
			return "its dead-letter topic would be blank";
		}
		return null;
	}

	private boolean isDeadLetter(JoltMessage message, String topic) {
		return message.topic().endsWith(this.suffix) || message.topic().equals(topic)
				|| (this.destinationResolver != null && cameAsDeadLetter(message));
	}

	// a message that is published again to its original topic is a new attempt
	private static boolean cameAsDeadLetter(JoltMessage message) {
		String origin = message.headers().get(JoltHeaders.DLT_ORIGINAL_TOPIC);
		return origin != null && !origin.equals(LogText.of(message.topic()));
	}

	// the text matters more than headers that a broker refuses
	private void publish(String topic, String text, Map<String, String> headers) {
		try {
			publish(JoltMessage.of(topic, text, headers), PublishOptions.DEFAULT.withOptionalHeaders(headers.keySet()));
		}
		catch (JoltRejectedException ex) {
			if (!ex.code().equals("invalid_headers")) {
				throw ex;
			}
			publish(JoltMessage.of(topic, text), PublishOptions.DEFAULT);
		}
	}

	private void publish(JoltMessage message, PublishOptions options) {
		try {
			this.operations.sendAsync(message, options).get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof JoltException failure) ? failure
					: new JoltException(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JoltOutcomeUnknownException("Interrupted while waiting for the broker's answer", ex);
		}
	}

	private static void notDeadLettered(Throwable error, FailedDelivery delivery, int attempts, String reason) {
		FailureLog.error(log, error, delivery, attempts, ", and the message is not dead-lettered (" + reason + "): "
				+ LogText.of(EncodedMessage.textOf(delivery.message())));
	}

}
