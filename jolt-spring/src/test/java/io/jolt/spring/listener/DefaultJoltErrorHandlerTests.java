package io.jolt.spring.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltMessage;
import io.jolt.spring.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentTypeMismatchException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DefaultJoltErrorHandlerTests {

	private static final JoltMessage MESSAGE = JoltMessage.of("orders", "data");

	private final List<String> recovered = new ArrayList<>();

	private final JoltMessageRecoverer recoverer = (error, delivery, attempts) -> this.recovered
		.add(error.getMessage() + " after " + attempts);

	private final DefaultJoltErrorHandler handler = new DefaultJoltErrorHandler(this.recoverer, new FixedBackOff(7, 3));

	@AfterEach
	void noInterruptionIsLeft() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void theListenerIsCalledAgainUntilItSucceeds() throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new IOException("second"));
		this.handler.handleError(new IOException("first"), delivery);
		assertThat(delivery.redeliveries).isEqualTo(2);
		assertThat(delivery.waits).containsExactly(Duration.ofMillis(7), Duration.ofMillis(7));
		assertThat(this.recovered).isEmpty();
	}

	@Test
	void theRecovererHasTheMessageWhenTheBackOffEnds() throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new IOException("second"), new IOException("third"),
				new IOException("fourth"));
		this.handler.handleError(new IOException("first"), delivery);
		assertThat(delivery.redeliveries).isEqualTo(3);
		assertThat(this.recovered).containsExactly("fourth after 4");
	}

	@Test
	void eachMessageHasABackOffOfItsOwn() throws Exception {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxInterval(3000);
		backOff.setMaxAttempts(4);
		DefaultJoltErrorHandler exponential = new DefaultJoltErrorHandler(this.recoverer, backOff);
		for (int i = 0; i < 2; i++) {
			RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new IOException(), new IOException(),
					new IOException(), new IOException());
			exponential.handleError(new IOException(), delivery);
			assertThat(delivery.waits).extracting(Duration::toMillis).containsExactly(1000L, 2000L, 3000L, 3000L);
		}
	}

	@Test
	void byDefaultThereAreThreeAttempts() throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new IOException(), new IOException("last"));
		new DefaultJoltErrorHandler(this.recoverer).handleError(new IOException(), delivery);
		assertThat(delivery.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(this.recovered).containsExactly("last after 3");
	}

	@ParameterizedTest
	@MethodSource
	void whatAnotherAttemptWouldEndWithAgainIsNotRetried(Throwable error) throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE);
		this.handler.handleError(error, delivery);
		assertThat(delivery.redeliveries).isZero();
		assertThat(delivery.waits).isEmpty();
		assertThat(this.recovered).hasSize(1);
	}

	static List<Throwable> whatAnotherAttemptWouldEndWithAgainIsNotRetried() throws Exception {
		GenericMessage<String> message = new GenericMessage<>("data");
		MethodParameter parameter = new MethodParameter(String.class.getMethod("charAt", int.class), 0);
		return List.of(new MessageConversionException("no JSON"),
				new ConverterNotFoundException(TypeDescriptor.valueOf(String.class),
						TypeDescriptor.valueOf(List.class)),
				new MethodArgumentResolutionException(message, parameter),
				new MethodArgumentNotValidException(message, parameter),
				new MethodArgumentTypeMismatchException(message, parameter, "mismatch"), new NoSuchMethodException(),
				new ClassCastException(), new OutOfMemoryError("not really"), new StackOverflowError(),
				new ExecutionException(new IllegalStateException(new ClassCastException())));
	}

	@Test
	void aRetryThatEndsWithSuchAnExceptionIsTheLast() throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new ClassCastException("second"));
		this.handler.handleError(new IOException("first"), delivery);
		assertThat(delivery.redeliveries).isEqualTo(1);
		assertThat(this.recovered).containsExactly("second after 2");
	}

	@Test
	void exceptionsCanBeAddedAndRemoved() throws Exception {
		this.handler.addNotRetryableExceptions(IOException.class, IllegalStateException.class);
		assertThat(this.handler.removeNotRetryableException(ClassCastException.class)).isTrue();
		assertThat(this.handler.removeNotRetryableException(ClassCastException.class)).isFalse();
		this.handler.handleError(new RuntimeException(new IOException()), new RecordedDelivery(MESSAGE));
		assertThat(this.recovered).hasSize(1);
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE);
		this.handler.handleError(new ClassCastException(), delivery);
		assertThat(delivery.redeliveries).isEqualTo(1);
		assertThat(this.recovered).hasSize(1);
	}

	@Test
	void aContainerThatStopsEndsTheAttempts() throws Exception {
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE);
		delivery.stopping = true;
		this.handler.handleError(new IOException("first"), delivery);
		assertThat(delivery.redeliveries).isZero();
		assertThat(this.recovered).containsExactly("first after 1");
	}

	@Test
	void anInterruptionEndsTheAttemptsAndIsKeptForTheCaller() throws Exception {
		List<Boolean> seen = new ArrayList<>();
		DefaultJoltErrorHandler retrying = new DefaultJoltErrorHandler(
				(error, delivery, attempts) -> seen.add(Thread.currentThread().isInterrupted()));
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE);
		delivery.interrupted = true;
		retrying.handleError(new IOException(), delivery);
		assertThat(Thread.interrupted()).isTrue();
		retrying.handleError(new InterruptedException(), new RecordedDelivery(MESSAGE));
		assertThat(Thread.interrupted()).isTrue();
		// as a listener may leave its thread that throws something else
		Thread.currentThread().interrupt();
		retrying.handleError(new ClassCastException(), new RecordedDelivery(MESSAGE));
		assertThat(Thread.interrupted()).isTrue();
		// so that it can still wait for a broker's answer
		assertThat(seen).containsExactly(false, false, false);
	}

	@Test
	void aRecovererThatFailsIsNotCalledAgainAndTheListenersFailureIsNotForgotten() {
		List<Integer> calls = new ArrayList<>();
		DefaultJoltErrorHandler failing = new DefaultJoltErrorHandler((error, delivery, attempts) -> {
			calls.add(attempts);
			throw new IOException("recoverer");
		}, new FixedBackOff(0, 1));
		RecordedDelivery delivery = new RecordedDelivery(MESSAGE, new IllegalStateException("last"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> failing.handleError(new IllegalStateException("first"), delivery))
			.withMessage("recoverer")
			.satisfies(
					(ex) -> assertThat(ex.getSuppressed()).extracting(Throwable::getMessage).containsExactly("last"));
		assertThat(calls).containsExactly(2);
	}

	@Test
	void retryListenersHearOfEachAttemptAndOfTheEnd() throws Exception {
		List<String> heard = new ArrayList<>();
		JoltRetryListener listener = new JoltRetryListener() {

			@Override
			public void failedDelivery(FailedDelivery delivery, Throwable error, int attempt) {
				heard.add(attempt + " " + error.getMessage());
			}

			@Override
			public void recovered(FailedDelivery delivery, Throwable error) {
				heard.add("recovered " + error.getMessage());
			}

			@Override
			public void recoveryFailed(FailedDelivery delivery, Throwable error, Throwable failure) {
				heard.add(failure.getMessage() + " on " + error.getMessage());
			}

		};
		DefaultJoltErrorHandler once = new DefaultJoltErrorHandler(this.recoverer, new FixedBackOff(0, 1));
		once.setRetryListeners(listener);
		once.handleError(new IOException("a"), new RecordedDelivery(MESSAGE, new IOException("b")));
		assertThat(heard).containsExactly("1 a", "2 b", "recovered b");
		heard.clear();
		DefaultJoltErrorHandler failing = new DefaultJoltErrorHandler((error, delivery, attempts) -> {
			throw new IOException("no");
		}, new FixedBackOff(0, 0));
		failing.setRetryListeners(listener);
		assertThatThrownBy(() -> failing.handleError(new IOException("c"), new RecordedDelivery(MESSAGE)));
		assertThat(heard).containsExactly("1 c", "no on c");
	}

	@Test
	@SuppressWarnings("try")
	void aRetryListenerThatFailsChangesNothing() throws Exception {
		try (LogCapture log = LogCapture.of(DefaultJoltErrorHandler.class)) {
			this.handler.setRetryListeners((delivery, error, attempt) -> {
				throw new IllegalStateException("listener");
			});
			this.handler.handleError(new ClassCastException("x"), new RecordedDelivery(MESSAGE));
			assertThat(this.recovered).containsExactly("x after 1");
			assertThat(log.messages(Level.WARN)).containsExactly("A retry listener failed");
		}
	}

	@Test
	void withoutARecovererTheFailureIsLoggedOnceWithTheNumberOfAttempts() throws Exception {
		try (LogCapture log = LogCapture.of(LoggingJoltMessageRecoverer.class)) {
			IOException last = new IOException("last");
			new DefaultJoltErrorHandler(new FixedBackOff(0, 1)).handleError(new IOException("first"),
					new RecordedDelivery(MESSAGE, last));
			assertThat(log.events(Level.ERROR)).singleElement().satisfies((event) -> {
				assertThat(event.getFormattedMessage())
					.isEqualTo("Listener 'desk' failed on a message from topic 'orders' after 2 attempts");
				assertThat(event.getThrowableProxy().getMessage()).isEqualTo("last");
			});
		}
	}

}
