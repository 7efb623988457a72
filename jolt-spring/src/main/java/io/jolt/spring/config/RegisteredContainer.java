package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

/**
 * A container in the registry. It remembers across a stop of the registry whether the
 * container was running and whether it was paused, so that a restart restores both.
 * Guarded by the registry's lock.
 */
final class RegisteredContainer {

	private final JoltListenerEndpoint endpoint;

	private final JoltMessageListenerContainer container;

	// whether it was running when the registry was stopped, null before
	private @Nullable Boolean ran;

	// whether it was paused when the registry was stopped
	private boolean paused;

	RegisteredContainer(JoltListenerEndpoint endpoint, JoltMessageListenerContainer container) {
		this.endpoint = endpoint;
		this.container = container;
	}

	JoltListenerEndpoint endpoint() {
		return this.endpoint;
	}

	JoltMessageListenerContainer container() {
		return this.container;
	}

	boolean startIfWanted() {
		boolean wanted = (this.ran != null) ? this.ran : this.container.isAutoStartup();
		if (this.paused) {
			this.container.pause();
		}
		if (wanted) {
			this.container.start();
		}
		return wanted;
	}

	void remember() {
		this.ran = this.container.isRunning();
		this.paused = this.container.isPaused();
	}

}
