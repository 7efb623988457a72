package io.jolt.spring.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.jolt.client.JoltPayloadException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.util.Assert;
import org.springframework.util.ExceptionTypeFilter;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Calls the listener again after a back-off, and passes the message to a
 * {@link JoltMessageRecoverer} when all attempts have failed. It waits on the listener's
 * thread, so that the order of the messages is kept.
 * <p>
 * The recoverer receives the message at once, without further attempts, when the
 * container begins to stop, when the thread is interrupted, and for exceptions that
 * another attempt would only repeat. By default these are, also as a cause:
 * <ul>
 * <li>{@link MessageConversionException}, {@link ConversionException} and
 * {@link JoltPayloadException}</li>
 * <li>{@link MethodArgumentResolutionException}, which includes payloads that are not
 * valid
 * ({@link org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException})</li>
 * <li>{@link NoSuchMethodException} and {@link ClassCastException}</li>
 * <li>{@link JoltReplyException}, which answers a request; of another message it is a
 * failure</li>
 * <li>every {@link Error}</li>
 * </ul>
 * Call the setters before its first use; after that it is safe for use by several
 * threads, each of which retries on its own.
 */
public class DefaultJoltErrorHandler implements JoltErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(DefaultJoltErrorHandler.class);

	private final JoltMessageRecoverer recoverer;

	private final BackOff backOff;

	private final Set<Class<? extends Throwable>> notRetryable = new LinkedHashSet<>(
			List.of(MessageConversionException.class, ConversionException.class,
					MethodArgumentResolutionException.class, JoltPayloadException.class, JoltReplyException.class,
					NoSuchMethodException.class, ClassCastException.class, Error.class));

	// made from the current set, and changed with it
	private ExceptionTypeFilter notRetryableFilter = filter(this.notRetryable);

	private List<JoltRetryListener> retryListeners = List.of();

	/**
	 * Creates a handler that makes three attempts, with waits of one and two seconds, and
	 * logs the final failure.
	 */
	public DefaultJoltErrorHandler() {
		this(new LoggingJoltMessageRecoverer());
	}

	/**
	 * Creates a handler that makes three attempts, with waits of one and two seconds.
	 * @param recoverer receives the message after the final failure
	 */
	public DefaultJoltErrorHandler(JoltMessageRecoverer recoverer) {
		this(recoverer, defaultBackOff());
	}

	/**
	 * Creates a handler that logs the final failure.
	 * @param backOff how long to wait before each further attempt, in milliseconds, and
	 * when to stop
	 */
	public DefaultJoltErrorHandler(BackOff backOff) {
		this(new LoggingJoltMessageRecoverer(), backOff);
	}

	/**
	 * Creates a handler.
	 * @param recoverer receives the message after the final failure
	 * @param backOff how long to wait before each further attempt, in milliseconds, and
	 * when to stop: each interval is followed by one attempt. Use
	 * {@code new FixedBackOff(0, 0)} for none
	 */
	public DefaultJoltErrorHandler(JoltMessageRecoverer recoverer, BackOff backOff) {
		Assert.notNull(recoverer, "recoverer must not be null");
		Assert.notNull(backOff, "backOff must not be null");
		this.recoverer = recoverer;
		this.backOff = backOff;
	}

	private static BackOff defaultBackOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxAttempts(2);
		return backOff;
	}

	/**
	 * Adds exceptions that are not retried.
	 * @param types the types; subclasses and exceptions caused by them are not retried
	 * either
	 */
	@SafeVarargs
	@SuppressWarnings("varargs")
	public final void addNotRetryableExceptions(Class<? extends Throwable>... types) {
		Assert.noNullElements(types, "types must not contain null");
		this.notRetryable.addAll(List.of(types));
		this.notRetryableFilter = filter(this.notRetryable);
	}

	/**
	 * Removes an exception, for example one of the defaults, from those that are not
	 * retried.
	 * @param type the type exactly as it was added
	 * @return whether it was among those that are not retried
	 */
	public boolean removeNotRetryableException(Class<? extends Throwable> type) {
		boolean removed = this.notRetryable.remove(type);
		this.notRetryableFilter = filter(this.notRetryable);
		return removed;
	}

	private static ExceptionTypeFilter filter(Collection<Class<? extends Throwable>> types) {
		return new ExceptionTypeFilter(List.copyOf(types), List.of(), false);
	}

	/**
	 * Sets the listeners that are notified of attempts.
	 * @param retryListeners the listeners, which are called in this order
	 */
	public void setRetryListeners(JoltRetryListener... retryListeners) {
		this.retryListeners = List.of(retryListeners);
	}

	@Override
	public void handleError(Throwable error, FailedDelivery delivery) throws Exception {
		BackOffExecution execution = this.backOff.start();
		Throwable last = error;
		int attempts = 1;
		boolean interrupted = false;
		try {
			failed(last, delivery, attempts);
			while (isRetryable(last) && await(delivery, execution.nextBackOff())) {
				attempts++;
				try {
					delivery.redeliver();
					return;
				}
				catch (Throwable ex) {
					last = ex;
					failed(last, delivery, attempts);
				}
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		try {
			recover(last, delivery, attempts, interrupted || last instanceof InterruptedException);
		}
		catch (Throwable ex) {
			// the caller already has the first failure
			if (last != error && last != ex) {
				ex.addSuppressed(last);
			}
			throw ex;
		}
	}

	private boolean isRetryable(Throwable error) {
		return !(error instanceof InterruptedException) && !this.notRetryableFilter.match(error, true);
	}

	private static boolean await(FailedDelivery delivery, long intervalMillis) throws InterruptedException {
		return intervalMillis != BackOffExecution.STOP && delivery.await(Duration.ofMillis(intervalMillis));
	}

	// the recoverer may have to wait for a broker's answer: an interruption is kept for
	// the caller
	private void recover(Throwable error, FailedDelivery delivery, int attempts, boolean interrupted) throws Exception {
		boolean wasInterrupted = Thread.interrupted() || interrupted;
		try {
			this.recoverer.recover(error, delivery, attempts);
			tell((listener) -> listener.recovered(delivery, error));
		}
		catch (Throwable ex) {
			tell((listener) -> listener.recoveryFailed(delivery, error, ex));
			throw ex;
		}
		finally {
			if (wasInterrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void failed(Throwable error, FailedDelivery delivery, int attempt) {
		log.debug("Attempt {} of listener '{}' failed on a message from topic '{}'", attempt, delivery.listenerId(),
				LogText.of(delivery.topic()), LogThrowable.of(error));
		tell((listener) -> listener.failedDelivery(delivery, error, attempt));
	}

	private void tell(Consumer<JoltRetryListener> event) {
		for (JoltRetryListener listener : this.retryListeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				log.warn("A retry listener failed", LogThrowable.of(ex));
			}
		}
	}

}
