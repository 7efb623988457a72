package io.jolt.spring.listener;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishOptions;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.internal.LogText;
import io.jolt.spring.internal.LogThrowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Publishes what a listener failed on to a dead-letter topic: its text exactly as it
 * came, its headers, and those of {@link JoltHeaders} that begin with {@code dlt-} and
 * say where it comes from and why. A broker that does not know headers gets the text
 * alone, and so does one that would refuse the headers, or the message for its length
 * with them.
 * <p>
 * Waits for the broker's answer, at most the client's request time-out. What cannot be
 * published is logged as an error with the beginning of its text, and is not tried again.
 * So is what came from a dead-letter topic: a topic that ends in the suffix, or one that
 * is its own dead-letter topic, or, where a resolver decides on topics, one that a
 * message came to as a dead letter. Such a message is never dead-lettered again.
 * <p>
 * Its setters belong before its first use; after that it is safe for use by several
 * threads.
 */
public class DeadLetterPublishingRecoverer implements JoltMessageRecoverer {

	/**
	 * What is appended to a topic's name to make that of its dead letters.
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
	 * @param destinationResolver decides on the topic by the message and what the last
	 * attempt failed with; {@code null} for a message that is not to be published but
	 * logged
	 */
	public DeadLetterPublishingRecoverer(JoltOperations operations,
			BiFunction<FailedDelivery, Throwable, @Nullable String> destinationResolver) {
		Assert.notNull(operations, "operations must not be null");
		Assert.notNull(destinationResolver, "destinationResolver must not be null");
		this.operations = operations;
		this.destinationResolver = destinationResolver;
	}

	/**
	 * Sets how dead-letter topics end.
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
			publish(topic, delivery.message().data(), DeadLetterHeaders.of(error, delivery, attempts));
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

	// one that was published again to its original topic is a new try
	private static boolean cameAsDeadLetter(JoltMessage message) {
		String origin = message.headers().get(JoltHeaders.DLT_ORIGINAL_TOPIC);
		return origin != null && !origin.equals(LogText.of(message.topic()));
	}

	// whatever a broker thinks of the headers, the text matters more
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
		FailureLog.error(log, error, delivery, attempts,
				", and the message is not dead-lettered (" + reason + "): " + LogText.of(delivery.message().data()));
	}

}
