package io.jolt.spring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints that every native image needs, whatever its listeners are. The client itself
 * needs none: it reads and writes the protocol without reflection.
 */
class JoltRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		// their presence is checked at run time
		hints.reflection().registerTypeIfPresent(classLoader, JoltMessageConverters.JSON_MAPPER);
		hints.reflection().registerTypeIfPresent(classLoader, "reactor.core.publisher.Mono");
	}

}
