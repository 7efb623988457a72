package io.jolt.spring.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.jolt.client.JoltCall;
import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber gets from a call, which is opened when it first asks for items. It
 * is called by one thread at a time, and told the end once. Safe for use by several
 * threads.
 *
 * @param <T> the type of the items
 */
final class CallItems<T> implements Flow.Subscriber<JoltMessage>, Flow.Subscription {

	private final Flow.Subscriber<? super T> subscriber;

	private final Function<JoltMessage, T> reading;

	// begins to open the call; set before the subscriber knows this
	private Runnable opener = () -> {
	};

	// ends what was begun, if the call is not opened
	private Runnable abandon = () -> {
	};

	// what the subscriber cancels before the call is open
	private Runnable opening = () -> {
	};

	// sends what this side has to send; set with the opener, as the next
	private Consumer<JoltCall> sending = (call) -> {
	};

	private UnaryOperator<Throwable> errors = UnaryOperator.identity();

	// guarded by this, as all below
	private boolean begun;

	private long demand;

	private Flow.@Nullable Subscription items;

	private boolean cancelled;

	private boolean told;

	CallItems(Flow.Subscriber<? super T> subscriber, Function<JoltMessage, T> reading) {
		this.subscriber = subscriber;
		this.reading = reading;
	}

	/**
	 * Tells the subscriber that it may ask for items.
	 * @param open begins to open the call, on the thread that first asks for items
	 * @param channel what sends this side's items, or {@code null} if it has no more
	 */
	void begin(Runnable open, @Nullable ChannelSource channel) {
		this.opener = open;
		if (channel != null) {
			this.abandon = channel::cancel;
			this.opening = this.abandon;
			this.sending = (call) -> call.send(channel);
			this.errors = channel::cause;
		}
		this.subscriber.onSubscribe(this);
	}

	/**
	 * The call is being opened.
	 * @param call completes with the call
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the subscriber is told all outcomes
	void opened(CompletableFuture<JoltCall> call) {
		boolean unwanted;
		synchronized (this) {
			this.opening = () -> {
				this.abandon.run();
				call.cancel(false);
			};
			unwanted = this.cancelled;
		}
		call.whenComplete((open, failure) -> {
			if (open != null) {
				open.items().subscribe(this);
				this.sending.accept(open);
			}
			else if (failure != null) {
				// nobody else will: there is no call to take the items
				this.abandon.run();
				onError(failure);
			}
		});
		if (unwanted) {
			call.cancel(false);
		}
	}

	@Override
	public void request(long n) {
		Flow.Subscription current;
		boolean first;
		synchronized (this) {
			if (this.cancelled || this.told) {
				return;
			}
			current = this.items;
			first = !this.begun;
			if (current == null && n > 0) {
				long sum = this.demand + n;
				this.demand = (sum < 0) ? Long.MAX_VALUE : sum;
				this.begun = true;
			}
		}
		if (n <= 0) {
			cancel();
			fail(new IllegalArgumentException("A subscriber must request at least one item, not " + n));
		}
		else if (current != null) {
			current.request(n);
		}
		else if (first) {
			open();
		}
	}

	private void open() {
		try {
			this.opener.run();
		}
		catch (RuntimeException ex) {
			onError(ex);
		}
	}

	@Override
	public void cancel() {
		Flow.Subscription current;
		Runnable abandoned;
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
			this.cancelled = true;
			current = this.items;
			abandoned = this.opening;
		}
		if (current != null) {
			current.cancel();
		}
		else {
			abandoned.run();
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		long wanted;
		synchronized (this) {
			this.items = subscription;
			wanted = this.cancelled ? 0 : this.demand;
		}
		if (wanted == 0) {
			subscription.cancel();
		}
		else {
			subscription.request(wanted);
		}
	}

	@Override
	public void onNext(JoltMessage item) {
		synchronized (this) {
			if (this.cancelled || this.told) {
				return;
			}
		}
		T read;
		try {
			read = this.reading.apply(item);
		}
		catch (RuntimeException ex) {
			cancel();
			fail(ex);
			return;
		}
		this.subscriber.onNext(read);
	}

	@Override
	public void onError(Throwable failure) {
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
		}
		fail(this.errors.apply(failure));
	}

	private void fail(Throwable failure) {
		if (tell()) {
			this.subscriber.onError(failure);
		}
	}

	@Override
	public void onComplete() {
		if (tell()) {
			this.subscriber.onComplete();
		}
	}

	private synchronized boolean tell() {
		boolean first = !this.told;
		this.told = true;
		return first;
	}

}
