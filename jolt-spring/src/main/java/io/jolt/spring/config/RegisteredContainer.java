package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

/**
 * A container in the registry, which remembers over the registry's stop whether it ran,
 * and whether it was paused: whoever paused it still wants that. Guarded by the
 * registry's lock.
 */
final class RegisteredContainer {

	private final JoltListenerEndpoint endpoint;

	private final JoltMessageListenerContainer container;

	// whether it ran when the registry was stopped, null before
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
