package io.jolt.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags the observations of requests. Implementations must be safe for use by
 * several threads.
 */
public interface JoltRequestObservationConvention extends ObservationConvention<JoltRequestContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof JoltRequestContext;
	}

}
