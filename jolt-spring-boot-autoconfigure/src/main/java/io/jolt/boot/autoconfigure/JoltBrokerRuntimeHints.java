package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints that a native image needs for the broker. Netty brings its own.
 */
class JoltBrokerRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		// the broker's name and version
		hints.resources().registerPattern("io/jolt/broker/version.properties");
	}

}
