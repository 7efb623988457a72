package io.jolt.spring.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.jolt.spring.internal.LogText;
import io.jolt.spring.internal.LogThrowable;
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
 * Calls the listener again, with a back-off in between, and hands the message to a
 * {@link JoltMessageRecoverer} when that has not helped. It waits on the listener's
 * thread, so that the order of the messages is kept.
 * <p>
 * There are no further attempts, and the recoverer has the message at once, when the
 * container begins to stop, when the thread is interrupted, and for an exception that
 * another attempt would end with again. By default these are, also as a cause:
 * <ul>
 * <li>{@link MessageConversionException} and {@link ConversionException}</li>
 * <li>{@link MethodArgumentResolutionException}, and so what is not valid
 * ({@link org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException})</li>
 * <li>{@link NoSuchMethodException} and {@link ClassCastException}</li>
 * <li>every {@link Error}</li>
 * </ul>
 * Its setters belong before its first use; after that it is safe for use by several
 * threads, each of which retries for itself.
 */
public class DefaultJoltErrorHandler implements JoltErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(DefaultJoltErrorHandler.class);

	private final JoltMessageRecoverer recoverer;

	private final BackOff backOff;

	private final Set<Class<? extends Throwable>> notRetryable = new LinkedHashSet<>(List.of(
			MessageConversionException.class, ConversionException.class, MethodArgumentResolutionException.class,
			NoSuchMethodException.class, ClassCastException.class, Error.class));

	// of the current set; changes as the set does
	private ExceptionTypeFilter notRetryableFilter = filter(this.notRetryable);

	private List<JoltRetryListener> retryListeners = List.of();

	/**
	 * Creates a handler that makes three attempts, a second and then two apart, and logs
	 * what failed for good.
	 */
	public DefaultJoltErrorHandler() {
		this(new LoggingJoltMessageRecoverer());
	}

	/**
	 * Creates a handler that makes three attempts, a second and then two apart.
	 * @param recoverer takes what failed for good
	 */
	public DefaultJoltErrorHandler(JoltMessageRecoverer recoverer) {
		this(recoverer, defaultBackOff());
	}

	/**
	 * Creates a handler that logs what failed for good.
	 * @param backOff how long to wait before each further attempt, in milliseconds, and
	 * when to make no more
	 */
	public DefaultJoltErrorHandler(BackOff backOff) {
		this(new LoggingJoltMessageRecoverer(), backOff);
	}

	/**
	 * Creates a handler.
	 * @param recoverer takes what failed for good
	 * @param backOff how long to wait before each further attempt, in milliseconds, and
	 * when to make no more: as many as it has intervals follow the first. For none at all
	 * {@code new FixedBackOff(0, 0)}
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
	 * @param types the types, whose subclasses count too, and so does what they caused
	 */
	@SafeVarargs
	@SuppressWarnings("varargs")
	public final void addNotRetryableExceptions(Class<? extends Throwable>... types) {
		Assert.noNullElements(types, "types must not contain null");
		this.notRetryable.addAll(List.of(types));
		this.notRetryableFilter = filter(this.notRetryable);
	}

	/**
	 * Lets exceptions be retried that were not, one of the default ones for example.
	 * @param type the type as it was added
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
	 * Sets who hears of attempts.
	 * @param retryListeners the listeners, called in this order
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
			// the caller knows the first failure
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
	// those who called
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
