package io.jolt.spring.observation;

import io.jolt.spring.observation.JoltObservation.DestinationTags;
import io.jolt.spring.observation.JoltObservation.PublishTags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of {@link JoltObservation#PUBLISH}: the name is {@value #NAME}, and a
 * span is called {@code publish} and the topic, if that is a configured one.
 */
public class DefaultJoltPublishObservationConvention implements JoltPublishObservationConvention {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "jolt.publish";

	private static final String OPERATION = "publish";

	private static final KeyValues CONSTANTS = KeyValues.of(PublishTags.SYSTEM.withValue("jolt"),
			PublishTags.OPERATION_NAME.withValue(OPERATION), PublishTags.OPERATION_TYPE.withValue("send"));

	/**
	 * Creates the convention.
	 */
	public DefaultJoltPublishObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(JoltPublishContext context) {
		return context.isTopicConfigured() ? OPERATION + " " + context.getTopic() : OPERATION;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(JoltPublishContext context) {
		JoltPublishOutcome outcome = context.getOutcome();
		return CONSTANTS.and(
				PublishTags.DESTINATION_NAME
					.withValue(context.isTopicConfigured() ? context.getTopic() : KeyValue.NONE_VALUE),
				PublishTags.CONNECTION.withValue(context.getConnectionName()),
				PublishTags.OUTCOME.withValue((outcome != null) ? outcome.tag() : KeyValue.NONE_VALUE),
				PublishTags.ERROR_TYPE.withValue(ErrorType.of(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JoltPublishContext context) {
		return KeyValues.of(DestinationTags.DESTINATION_NAME.withValue(context.getTopic()));
	}

}
