package io.jolt.boot.autoconfigure;

import java.time.Duration;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;
import io.jolt.spring.listener.LoggingJoltMessageRecoverer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Gives container factories the application's error handler, or else one that is
 * configured with {@code jolt.listener.retry.*} and {@code jolt.listener.dead-letter.*}
 * and passes messages that failed for good to the application's recoverer, if any.
 */
final class ListenerErrorHandling {

	private static final String RETRY = "jolt.listener.retry.";

	private static final BackOff NO_RETRY = new FixedBackOff(0, 0);

	private final JoltProperties.Listener properties;

	private final ObjectProvider<JoltErrorHandler> errorHandler;

	private final ObjectProvider<JoltMessageRecoverer> recoverer;

	private final JoltObservationConfigurer observationConfigurer;

	ListenerErrorHandling(JoltProperties.Listener properties, ObjectProvider<JoltErrorHandler> errorHandler,
			ObjectProvider<JoltMessageRecoverer> recoverer, JoltObservationConfigurer observationConfigurer) {
		this.properties = properties;
		this.errorHandler = errorHandler;
		this.recoverer = recoverer;
		this.observationConfigurer = observationConfigurer;
	}

	void configure(DefaultJoltListenerContainerFactory factory) {
		JoltErrorHandler own = UniqueBean.find(this.errorHandler,
				"mark all of them so and name one for each listener in the attribute 'errorHandler' of @JoltListener");
		if (own != null) {
			factory.getContainerProperties().setErrorHandler(own);
			return;
		}
		boolean retrying = this.properties.getRetry().isEnabled();
		JoltMessageRecoverer recovering = recoverer(factory);
		if (retrying || recovering != null) {
			factory.getContainerProperties()
				.setErrorHandler(new DefaultJoltErrorHandler(
						(recovering != null) ? recovering : new LoggingJoltMessageRecoverer(),
						retrying ? backOff(this.properties.getRetry()) : NO_RETRY));
		}
	}

	private @Nullable JoltMessageRecoverer recoverer(DefaultJoltListenerContainerFactory factory) {
		JoltMessageRecoverer own = UniqueBean.find(this.recoverer, "define a JoltErrorHandler bean that uses them");
		return (own == null && this.properties.getDeadLetter().isEnabled()) ? deadLetters(factory) : own;
	}

	// on the connection from which the messages came
	private DeadLetterPublishingRecoverer deadLetters(DefaultJoltListenerContainerFactory factory) {
		JoltTemplate template = new JoltTemplate(factory.getClient());
		this.observationConfigurer.configure(template, factory.getContainerProperties().getConnectionName());
		DeadLetterPublishingRecoverer result = new DeadLetterPublishingRecoverer(template);
		InvalidJoltPropertyException.check("jolt.listener.dead-letter.suffix",
				() -> result.setSuffix(this.properties.getDeadLetter().getSuffix()));
		return result;
	}

	private static BackOff backOff(JoltRetryProperties properties) {
		ExponentialBackOff backOff = new ExponentialBackOff();
		if (properties.getMaxAttempts() < 1) {
			throw new InvalidJoltPropertyException(RETRY + "max-attempts",
					"it must be at least 1 but is " + properties.getMaxAttempts());
		}
		// the number of attempts after the first
		backOff.setMaxAttempts(properties.getMaxAttempts() - 1L);
		backOff.setInitialInterval(millis("initial-interval", properties.getInitialInterval()));
		backOff.setMaxInterval(millis("max-interval", properties.getMaxInterval()));
		InvalidJoltPropertyException.check(RETRY + "multiplier",
				() -> backOff.setMultiplier(properties.getMultiplier()));
		return backOff;
	}

	private static long millis(String property, Duration interval) {
		if (interval.isNegative()) {
			throw new InvalidJoltPropertyException(RETRY + property, "it must not be negative but is " + interval);
		}
		return interval.toMillis();
	}

}
