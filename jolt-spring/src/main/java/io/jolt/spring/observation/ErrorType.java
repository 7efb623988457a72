package io.jolt.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;

/**
 * The value of the tag {@code error.type}.
 */
final class ErrorType {

	private ErrorType() {
	}

	static String of(Observation.Context context) {
		Throwable error = context.getError();
		return (error != null) ? error.getClass().getName() : KeyValue.NONE_VALUE;
	}

}
