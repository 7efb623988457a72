package io.jolt.client.tcp;

import io.jolt.client.internal.runtime.ClientOptions;

/**
 * For tests that make a client in a world of their own.
 */
public final class BuilderOptions {

	private BuilderOptions() {
	}

	/**
	 * What a builder has collected.
	 * @param builder the builder
	 * @return the settings as they are now
	 */
	public static ClientOptions of(JoltClientBuilder builder) {
		return builder.options();
	}

}
