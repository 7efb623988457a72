package io.jolt.client.internal.link;

import io.jolt.client.tcp.ReconnectPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed attempts and says how long to wait. The count restarts only after a
 * connection that lasted, so that an unstable one is not retried in a tight loop. Guarded
 * by its owner.
 */
final class Backoff {

	private final ClientContext context;

	private int failedAttempts;

	// when the last connection opened, null if none has since the last delay
	private @Nullable Long openedNanos;

	Backoff(ClientContext context) {
		this.context = context;
	}

	void reset() {
		this.failedAttempts = 0;
		this.openedNanos = null;
	}

	void opened() {
		this.openedNanos = this.context.nanoTime();
	}

	long nextDelayNanos() {
		ReconnectPolicy policy = this.context.options().reconnectPolicy();
		Long opened = this.openedNanos;
		this.openedNanos = null;
		if (opened != null && this.context.nanoTime() - opened >= policy.maxDelay().toNanos()) {
			this.failedAttempts = 0;
		}
		this.failedAttempts++;
		return policy.delay(this.failedAttempts, this.context.environment().random()).toNanos();
	}

}
