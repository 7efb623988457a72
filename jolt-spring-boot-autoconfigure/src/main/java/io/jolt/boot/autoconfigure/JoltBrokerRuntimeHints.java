package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image must have of the broker. Netty brings its own.
 */
class JoltBrokerRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		// what the broker calls itself
		hints.resources().registerPattern("io/jolt/broker/version.properties");
	}

}
