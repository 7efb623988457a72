package io.jolt.spring.observation;

import io.jolt.spring.observation.JoltObservation.DestinationTags;
import io.jolt.spring.observation.JoltObservation.ListenerTags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of {@link JoltObservation#LISTENER}: the name is {@value #NAME}, and a
 * span is called {@code process} and the listener's topic or pattern.
 */
public class DefaultJoltListenerObservationConvention implements JoltListenerObservationConvention {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "jolt.listener";

	private static final String OPERATION = "process";

	private static final KeyValues CONSTANTS = KeyValues.of(ListenerTags.SYSTEM.withValue("jolt"),
			ListenerTags.OPERATION_NAME.withValue(OPERATION), ListenerTags.OPERATION_TYPE.withValue(OPERATION));

	/**
	 * Creates the convention.
	 */
	public DefaultJoltListenerObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(JoltDeliveryContext context) {
		String pattern = context.getTopicPattern();
		return OPERATION + " " + ((pattern != null) ? pattern : context.getMessage().topic());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(JoltDeliveryContext context) {
		String pattern = context.getTopicPattern();
		return CONSTANTS.and(
				ListenerTags.DESTINATION_NAME
					.withValue((pattern != null) ? KeyValue.NONE_VALUE : context.getMessage().topic()),
				ListenerTags.DESTINATION_TEMPLATE.withValue((pattern != null) ? pattern : KeyValue.NONE_VALUE),
				ListenerTags.LISTENER.withValue(context.getListenerId()),
				ListenerTags.CONNECTION.withValue(context.getConnectionName()),
				ListenerTags.ERROR_TYPE.withValue(ErrorType.of(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JoltDeliveryContext context) {
		return KeyValues.of(DestinationTags.DESTINATION_NAME.withValue(context.getMessage().topic()));
	}

}
