package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

/**
 * A container in the registry, which remembers over a pause whether it ran. Guarded by
 * the registry's lock.
 */
final class RegisteredContainer {

	private final JoltListenerEndpoint endpoint;

	private final JoltMessageListenerContainer container;

	// whether it ran when the registry was stopped, null before
	private @Nullable Boolean ran;

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
		if (wanted) {
			this.container.start();
		}
		return wanted;
	}

	void remember() {
		this.ran = this.container.isRunning();
	}

}
