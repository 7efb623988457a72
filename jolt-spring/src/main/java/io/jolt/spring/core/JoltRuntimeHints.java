package io.jolt.spring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image must know whatever the application's listeners are. The client
 * itself needs nothing: it reads and writes the protocol without reflection.
 */
class JoltRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		// whether they are there is asked at run time
		hints.reflection().registerTypeIfPresent(classLoader, JoltMessageConverters.JSON_MAPPER);
		hints.reflection().registerTypeIfPresent(classLoader, "reactor.core.publisher.Mono");
	}

}
