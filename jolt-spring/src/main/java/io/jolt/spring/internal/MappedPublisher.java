package io.jolt.spring.internal;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Maps the items of a publisher, one at a time, without any buffer. If an item cannot be
 * mapped, the stream fails and its source is cancelled. Safe for use as the source is.
 *
 * @param <S> the type of the items
 * @param <T> the type that they are mapped to
 */
public final class MappedPublisher<S, T> implements Flow.Publisher<T> {

	private final Flow.Publisher<? extends S> source;

	private final Function<? super S, ? extends T> mapping;

	private final UnaryOperator<Throwable> unmapped;

	private final UnaryOperator<Throwable> errors;

	private final Runnable completed;

	/**
	 * Creates a publisher.
	 * @param source the items
	 * @param mapping maps an item
	 * @param unmapped is told why an item could not be mapped, before the source is
	 * cancelled, and returns the error that the subscriber gets
	 * @param errors maps the source's errors
	 */
	public MappedPublisher(Flow.Publisher<? extends S> source, Function<? super S, ? extends T> mapping,
			UnaryOperator<Throwable> unmapped, UnaryOperator<Throwable> errors) {
		this(source, mapping, unmapped, errors, () -> {
		});
	}

	/**
	 * Creates a publisher.
	 * @param source the items
	 * @param mapping maps an item
	 * @param unmapped is told why an item could not be mapped, before the source is
	 * cancelled, and returns the error that the subscriber gets
	 * @param errors maps the source's errors
	 * @param completed runs after the subscriber was told that the source is complete
	 */
	public MappedPublisher(Flow.Publisher<? extends S> source, Function<? super S, ? extends T> mapping,
			UnaryOperator<Throwable> unmapped, UnaryOperator<Throwable> errors, Runnable completed) {
		this.source = source;
		this.mapping = mapping;
		this.unmapped = unmapped;
		this.errors = errors;
		this.completed = completed;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber");
		this.source.subscribe(new Mapping(subscriber));
	}

	private final class Mapping implements Flow.Subscriber<S> {

		private final Flow.Subscriber<? super T> subscriber;

		// set by the source before it calls anything else
		private Flow.@Nullable Subscription subscription;

		// only for the thread that the source calls this on
		private boolean done;

		Mapping(Flow.Subscriber<? super T> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
			this.subscriber.onSubscribe(given);
		}

		@Override
		public void onNext(S item) {
			if (this.done) {
				return;
			}
			T mapped;
			try {
				mapped = Objects.requireNonNull(MappedPublisher.this.mapping.apply(item), "mapped to null");
			}
			catch (Throwable ex) {
				this.done = true;
				Throwable failure = MappedPublisher.this.unmapped.apply(ex);
				if (this.subscription != null) {
					this.subscription.cancel();
				}
				this.subscriber.onError(failure);
				return;
			}
			this.subscriber.onNext(mapped);
		}

		@Override
		public void onError(Throwable failure) {
			if (!this.done) {
				this.done = true;
				this.subscriber.onError(MappedPublisher.this.errors.apply(failure));
			}
		}

		@Override
		public void onComplete() {
			if (!this.done) {
				this.done = true;
				this.subscriber.onComplete();
				MappedPublisher.this.completed.run();
			}
		}

	}

}
