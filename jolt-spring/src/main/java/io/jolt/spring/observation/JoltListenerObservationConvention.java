package io.jolt.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags the observations of deliveries. Implementations must be safe for use by
 * several threads.
 */
public interface JoltListenerObservationConvention extends ObservationConvention<JoltDeliveryContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof JoltDeliveryContext;
	}

}
