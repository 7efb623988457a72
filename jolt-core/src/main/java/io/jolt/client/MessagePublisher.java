package io.jolt.client;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on demand: each subscriber has a subscription, which is paused while the
 * subscriber is owed nothing.
 */
final class MessagePublisher implements Flow.Publisher<JoltMessage> {

	private static final Logger logger = LoggerFactory.getLogger(MessagePublisher.class);

	private final JoltClient client;

	private final SubscriptionOptions options;

	MessagePublisher(JoltClient client, SubscriptionOptions options) {
		if (options.concurrency() > 1) {
			throw new IllegalArgumentException(
					"A publisher calls its subscriber by one thread at a time; concurrency must be 1 but is "
							+ options.concurrency());
		}
		this.client = client;
		this.options = options.toBuilder().paused(true).build();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super JoltMessage> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber");
		Credit credit = new Credit(subscriber);
		JoltSubscription subscription;
		try {
			subscription = this.client.subscribe(this.options, credit::deliver);
		}
		catch (RuntimeException ex) {
			// there is no subscription to request from
			subscriber.onSubscribe(credit);
			subscriber.onError(ex);
			return;
		}
		credit.begin(subscription);
	}

	/**
	 * What one subscriber is owed. Only one thread is in {@link #deliver} at a time, and
	 * none once the subscription has ended.
	 */
	private static final class Credit implements Flow.Subscription {

		// what was requested and has not come
		private final AtomicLong owed = new AtomicLong();

		// whether the subscription is paused; only the thread that resets this resumes
		// it, and until then nothing comes that would change what it finds owed
		private final AtomicBoolean resting = new AtomicBoolean();

		// null once it gets no more calls; written by any thread
		private volatile Flow.@Nullable Subscriber<? super JoltMessage> subscriber;

		// set before the subscriber knows of it
		private volatile @Nullable JoltSubscription subscription;

		// why it ends, if not with the client; written by any thread
		private volatile @Nullable Throwable failure;

		Credit(Flow.Subscriber<? super JoltMessage> subscriber) {
			this.subscriber = subscriber;
		}

		@SuppressWarnings("FutureReturnValueIgnored")
		void begin(JoltSubscription begun) {
			this.subscription = begun;
			Flow.Subscriber<? super JoltMessage> current = this.subscriber;
			try {
				if (current != null) {
					current.onSubscribe(this);
				}
			}
			catch (Throwable ex) {
				cancel();
				logger.error("The subscriber to {} failed when it was to begin, and is cancelled", begun, ex);
			}
			begun.ready().whenComplete((granted, refusal) -> {
				// one that was granted before and is refused for now will return
				if (refusal != null && begun.state() == SubscriptionState.REFUSED) {
					fail(begun.failure());
				}
			});
			begun.ended().whenComplete((over, ex) -> end());
			// nothing comes before this, even if requested at once
			rest();
		}

		void deliver(JoltMessage message) {
			Flow.Subscriber<? super JoltMessage> current = this.subscriber;
			if (current == null) {
				return;
			}
			this.owed.getAndUpdate((before) -> (before == Long.MAX_VALUE) ? before : before - 1);
			try {
				current.onNext(message);
			}
			catch (Throwable ex) {
				cancel();
				throw ex;
			}
			if (this.owed.get() == 0) {
				pause();
			}
		}

		private void pause() {
			JoltSubscription current = this.subscription;
			if (current != null) {
				current.pause();
				rest();
			}
		}

		private void rest() {
			this.resting.set(true);
			resume();
		}

		private void resume() {
			JoltSubscription current = this.subscription;
			while (current != null && this.owed.get() > 0 && this.resting.compareAndSet(true, false)) {
				if (this.owed.get() > 0) {
					current.resume();
					return;
				}
				// what was requested came before the pause
				this.resting.set(true);
			}
		}

		@Override
		public void request(long n) {
			if (n <= 0) {
				fail(new IllegalArgumentException(
						"A subscriber has to ask for at least one message but has asked for " + n + " (rule 3.9)"));
				return;
			}
			this.owed.getAndUpdate((before) -> (before > Long.MAX_VALUE - n) ? Long.MAX_VALUE : before + n);
			resume();
		}

		@Override
		public void cancel() {
			this.subscriber = null;
			close();
		}

		// reported when it has ended, as it may be in the middle of a message
		private void fail(@Nullable Throwable cause) {
			if (this.failure == null) {
				this.failure = cause;
			}
			close();
		}

		private void close() {
			JoltSubscription current = this.subscription;
			if (current != null) {
				current.close();
			}
		}

		private void end() {
			Flow.Subscriber<? super JoltMessage> current = this.subscriber;
			Throwable cause = this.failure;
			this.subscriber = null;
			if (current != null && cause != null) {
				current.onError(cause);
			}
			else if (current != null) {
				current.onComplete();
			}
		}

	}

}
