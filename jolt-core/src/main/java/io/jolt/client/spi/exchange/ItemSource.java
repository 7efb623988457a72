package io.jolt.client.spi.exchange;

import java.util.Objects;
import java.util.concurrent.Flow;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReplyException;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a publisher's items over a call, which asks for them as the other side does.
 */
final class ItemSource implements Flow.Subscriber<JoltMessage> {

	private static final Logger logger = LoggerFactory.getLogger(ItemSource.class);

	private final CallSession call;

	// set once by the publisher before anything else
	private Flow.@Nullable Subscription subscription;

	ItemSource(CallSession call) {
		this.call = call;
	}

	@Override
	public void onSubscribe(Flow.Subscription given) {
		if (this.subscription != null || !this.call.source(given)) {
			given.cancel();
		}
		else {
			this.subscription = given;
		}
	}

	@Override
	public void onNext(JoltMessage item) {
		try {
			this.call.sendNext(Objects.requireNonNull(item));
		}
		catch (RuntimeException ex) {
			// none may be missing from the middle of a stream
			onError(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		Objects.requireNonNull(failure);
		if (failure instanceof JoltReplyException reply) {
			this.call.failWith(reply);
		}
		else if (this.call.failWith(new JoltReplyException(JoltReplyException.LISTENER_FAILED, ""))) {
			logger.error("The items of a call on topic '{}' failed", LogText.of(this.call.topic()),
					LogThrowable.of(failure));
		}
	}

	@Override
	public void onComplete() {
		this.call.end();
	}

}
