package io.jolt.spring.observation;

import io.jolt.spring.observation.JoltObservation.DestinationTags;
import io.jolt.spring.observation.JoltObservation.RequestTags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of {@link JoltObservation#REQUEST}: its name is {@value #NAME}, and a
 * span is named {@code request}, followed by the topic if it is a configured one.
 */
public class DefaultJoltRequestObservationConvention implements JoltRequestObservationConvention {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "jolt.request";

	private static final String OPERATION = "request";

	private static final KeyValue OPERATION_NAME = RequestTags.OPERATION_NAME.withValue(OPERATION);

	private static final KeyValue OPERATION_TYPE = RequestTags.OPERATION_TYPE.withValue("send");

	private static final KeyValue SYSTEM = RequestTags.SYSTEM.withValue("jolt");

	/**
	 * Creates the convention.
	 */
	public DefaultJoltRequestObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(JoltRequestContext context) {
		return context.isTopicConfigured() ? OPERATION + " " + context.getTopic() : OPERATION;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(JoltRequestContext context) {
		JoltRequestOutcome outcome = context.getOutcome();
		// sorted by key, which saves sorting them twice for each request
		return KeyValues.of(RequestTags.CONNECTION.withValue(context.getConnectionName()),
				RequestTags.ERROR_TYPE.withValue(ErrorType.of(context)),
				RequestTags.DESTINATION_NAME
					.withValue(context.isTopicConfigured() ? context.getTopic() : KeyValue.NONE_VALUE),
				OPERATION_NAME, OPERATION_TYPE, SYSTEM,
				RequestTags.OUTCOME.withValue((outcome != null) ? outcome.tag() : KeyValue.NONE_VALUE));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JoltRequestContext context) {
		return KeyValues.of(DestinationTags.DESTINATION_NAME.withValue(context.getTopic()));
	}

}
