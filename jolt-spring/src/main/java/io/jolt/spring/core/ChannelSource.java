package io.jolt.spring.core;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;

import io.jolt.client.JoltCall;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReplyException;
import org.jspecify.annotations.Nullable;

/**
 * The items that a caller sends: the first opens the call, which then asks for the
 * others. Safe for use by several threads.
 */
final class ChannelSource implements Flow.Subscriber<Object>, Flow.Publisher<JoltMessage>, Flow.Subscription {

	/**
	 * What the other side is told if the items fail without a code of their own.
	 */
	static final String CALLER_FAILED = "caller_failed";

	private final Function<Object, CompletableFuture<JoltCall>> open;

	private final Function<Object, JoltMessage> mapping;

	private final CallItems<?> answers;

	// whether the call is being opened; only for the thread that gives the items
	private boolean opening;

	// guarded by this, as all below
	private Flow.@Nullable Subscription items;

	private Flow.@Nullable Subscriber<? super JoltMessage> call;

	private boolean cancelled;

	private boolean ended;

	// why they ended, null if they are complete
	private @Nullable Throwable failure;

	private ChannelSource(Function<Object, CompletableFuture<JoltCall>> open, Function<Object, JoltMessage> mapping,
			CallItems<?> answers) {
		this.open = open;
		this.mapping = mapping;
		this.answers = answers;
	}

	/**
	 * Opens a call, when the subscriber first asks for an answer.
	 * @param items what is sent
	 * @param open opens the call with the first of them
	 * @param mapping makes messages of the others
	 * @param reading converts the answers
	 * @param subscriber gets them
	 * @param <T> their type
	 */
	static <T> void open(Flow.Publisher<?> items, Function<Object, CompletableFuture<JoltCall>> open,
			Function<Object, JoltMessage> mapping, Function<JoltMessage, T> reading,
			Flow.Subscriber<? super T> subscriber) {
		CallItems<T> answers = new CallItems<>(Objects.requireNonNull(subscriber, "subscriber"), reading);
		ChannelSource source = new ChannelSource(open, mapping, answers);
		answers.begin(() -> items.subscribe(source), source);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		boolean unwanted;
		synchronized (this) {
			unwanted = this.cancelled || this.items != null;
			if (!unwanted) {
				this.items = subscription;
			}
		}
		if (unwanted) {
			subscription.cancel();
		}
		else {
			subscription.request(1);
		}
	}

	@Override
	public void onNext(Object item) {
		if (this.opening) {
			send(item);
			return;
		}
		this.opening = true;
		try {
			this.answers.opened(this.open.apply(item));
		}
		catch (RuntimeException ex) {
			cancel();
			this.answers.onError(ex);
		}
	}

	private void send(Object item) {
		JoltMessage message;
		try {
			message = this.mapping.apply(item);
		}
		catch (RuntimeException ex) {
			cancel();
			end(ex);
			return;
		}
		Flow.Subscriber<? super JoltMessage> receiver = receiver();
		if (receiver != null) {
			receiver.onNext(message);
		}
	}

	private synchronized Flow.@Nullable Subscriber<? super JoltMessage> receiver() {
		return this.call;
	}

	@Override
	public void onError(Throwable error) {
		end(error);
	}

	@Override
	public void onComplete() {
		end(this.opening ? null : new JoltNotSentException(
				"The call was not opened: its first item opens it, and the stream of items is empty"));
	}

	private void end(@Nullable Throwable cause) {
		Flow.Subscriber<? super JoltMessage> receiver;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.failure = cause;
			receiver = this.call;
		}
		if (receiver != null) {
			tell(receiver, cause);
		}
		else if (!this.opening && cause != null) {
			this.answers.onError(cause);
		}
	}

	private static void tell(Flow.Subscriber<? super JoltMessage> receiver, @Nullable Throwable cause) {
		if (cause == null) {
			receiver.onComplete();
		}
		else {
			receiver.onError((cause instanceof JoltReplyException) ? cause : new JoltReplyException(CALLER_FAILED, ""));
		}
	}

	/**
	 * The call is open.
	 */
	@Override
	public void subscribe(Flow.Subscriber<? super JoltMessage> receiver) {
		synchronized (this) {
			this.call = receiver;
		}
		receiver.onSubscribe(this);
		boolean over;
		Throwable cause;
		synchronized (this) {
			over = this.ended;
			cause = this.failure;
		}
		if (over) {
			tell(receiver, cause);
		}
	}

	/**
	 * Why a call failed.
	 * @param error what the call says
	 * @return the failure of the items that were sent, if that was the reason
	 */
	synchronized Throwable cause(Throwable error) {
		return (this.failure != null) ? this.failure : error;
	}

	@Override
	public void request(long n) {
		Flow.Subscription current;
		synchronized (this) {
			current = this.items;
		}
		if (current != null) {
			current.request(n);
		}
	}

	@Override
	public void cancel() {
		Flow.Subscription current;
		synchronized (this) {
			current = (this.cancelled || this.ended) ? null : this.items;
			this.cancelled = true;
		}
		if (current != null) {
			current.cancel();
		}
	}

}
