package io.jolt.spring.observation;

import io.jolt.spring.observation.JoltObservation.DestinationTags;
import io.jolt.spring.observation.JoltObservation.ListenerTags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of {@link JoltObservation#LISTENER}: its name is {@value #NAME}, and a
 * span is named {@code process} followed by the listener's topic or pattern.
 */
public class DefaultJoltListenerObservationConvention implements JoltListenerObservationConvention {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "jolt.listener";

	private static final String OPERATION = "process";

	private static final KeyValue OPERATION_NAME = ListenerTags.OPERATION_NAME.withValue(OPERATION);

	private static final KeyValue OPERATION_TYPE = ListenerTags.OPERATION_TYPE.withValue(OPERATION);

	private static final KeyValue SYSTEM = ListenerTags.SYSTEM.withValue("jolt");

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
		// sorted by key, which saves sorting them twice for each delivery
		return KeyValues.of(ListenerTags.CONNECTION.withValue(context.getConnectionName()),
				ListenerTags.ERROR_TYPE.withValue(ErrorType.of(context)),
				ListenerTags.LISTENER.withValue(context.getListenerId()),
				ListenerTags.DESTINATION_NAME
					.withValue((pattern != null) ? KeyValue.NONE_VALUE : context.getMessage().topic()),
				ListenerTags.DESTINATION_TEMPLATE.withValue((pattern != null) ? pattern : KeyValue.NONE_VALUE),
				OPERATION_NAME, OPERATION_TYPE, SYSTEM);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JoltDeliveryContext context) {
		return KeyValues.of(DestinationTags.DESTINATION_NAME.withValue(context.getMessage().topic()));
	}

}
