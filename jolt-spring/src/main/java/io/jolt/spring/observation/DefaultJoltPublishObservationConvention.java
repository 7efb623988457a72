package io.jolt.spring.observation;

import io.jolt.spring.observation.JoltObservation.DestinationTags;
import io.jolt.spring.observation.JoltObservation.PublishTags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of {@link JoltObservation#PUBLISH}: its name is {@value #NAME}, and a
 * span is named {@code publish}, followed by the topic if it is a configured one.
 */
public class DefaultJoltPublishObservationConvention implements JoltPublishObservationConvention {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "jolt.publish";

	private static final String OPERATION = "publish";

	private static final KeyValue OPERATION_NAME = PublishTags.OPERATION_NAME.withValue(OPERATION);

	private static final KeyValue OPERATION_TYPE = PublishTags.OPERATION_TYPE.withValue("send");

	private static final KeyValue SYSTEM = PublishTags.SYSTEM.withValue("jolt");

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
		// sorted by key, which saves sorting them twice for each publish
		return KeyValues.of(PublishTags.CONNECTION.withValue(context.getConnectionName()),
				PublishTags.ERROR_TYPE.withValue(ErrorType.of(context)),
				PublishTags.DESTINATION_NAME
					.withValue(context.isTopicConfigured() ? context.getTopic() : KeyValue.NONE_VALUE),
				OPERATION_NAME, OPERATION_TYPE, SYSTEM,
				PublishTags.OUTCOME.withValue((outcome != null) ? outcome.tag() : KeyValue.NONE_VALUE));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JoltPublishContext context) {
		return KeyValues.of(DestinationTags.DESTINATION_NAME.withValue(context.getTopic()));
	}

}
