package io.jolt.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags the observations of publishes. Called by several threads at once.
 */
public interface JoltPublishObservationConvention extends ObservationConvention<JoltPublishContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof JoltPublishContext;
	}

}
