package io.jolt.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags the observations of publishes. Implementations must be safe for use by
 * several threads.
 */
public interface JoltPublishObservationConvention extends ObservationConvention<JoltPublishContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof JoltPublishContext;
	}

}
