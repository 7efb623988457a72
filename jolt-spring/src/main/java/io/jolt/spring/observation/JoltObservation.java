package io.jolt.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations, their tags and their events, as the default conventions define them.
 * A custom convention may use others.
 */
public enum JoltObservation implements ObservationDocumentation {

	/**
	 * A publish, from its conversion to the broker's answer.
	 */
	PUBLISH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultJoltPublishObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return PublishTags.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DestinationTags.values();
		}

	},

	/**
	 * A request, from its conversion to the reply, or the opening of a call, to its
	 * acceptance. The reply itself is not observed: it is a part of this.
	 */
	REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultJoltRequestObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return RequestTags.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DestinationTags.values();
		}

	},

	/**
	 * The handling of a delivery: the call to the listener and, if it fails, to the error
	 * handler, including retries and the publishing of a dead letter. Ends with the last
	 * of them, even if the listener is asynchronous. Of a call, it ends when the method
	 * has returned.
	 */
	LISTENER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultJoltListenerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ListenerTags.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DestinationTags.values();
		}

		@Override
		public Observation.Event[] getEvents() {
			return ListenerEvents.values();
		}

	};

	/**
	 * The low-cardinality tags of a publish. All of them are always present; a tag that
	 * does not apply is {@code none}.
	 */
	public enum PublishTags implements KeyName {

		/**
		 * Always {@code jolt}.
		 */
		SYSTEM("messaging.system"),

		/**
		 * Always {@code publish}.
		 */
		OPERATION_NAME("messaging.operation.name"),

		/**
		 * Always {@code send}.
		 */
		OPERATION_TYPE("messaging.operation.type"),

		/**
		 * The topic, if it is the template's default topic, or else {@code none}: the
		 * number of topics given with messages is unbounded.
		 */
		DESTINATION_NAME("messaging.destination.name"),

		/**
		 * The name of the connection.
		 */
		CONNECTION("connection"),

		/**
		 * The outcome of the publish, see {@link JoltPublishOutcome}.
		 */
		OUTCOME("outcome"),

		/**
		 * The type of the exception that it failed with.
		 */
		ERROR_TYPE("error.type");

		private final String key;

		PublishTags(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * The low-cardinality tags of a request. All of them are always present; a tag that
	 * does not apply is {@code none}.
	 */
	public enum RequestTags implements KeyName {

		/**
		 * Always {@code jolt}.
		 */
		SYSTEM("messaging.system"),

		/**
		 * Always {@code request}.
		 */
		OPERATION_NAME("messaging.operation.name"),

		/**
		 * Always {@code send}.
		 */
		OPERATION_TYPE("messaging.operation.type"),

		/**
		 * The topic, if it is the template's default topic, or else {@code none}: the
		 * number of topics given with messages is unbounded.
		 */
		DESTINATION_NAME("messaging.destination.name"),

		/**
		 * The name of the connection.
		 */
		CONNECTION("connection"),

		/**
		 * The outcome of the request, see {@link JoltRequestOutcome}.
		 */
		OUTCOME("outcome"),

		/**
		 * The type of the exception that it failed with.
		 */
		ERROR_TYPE("error.type");

		private final String key;

		RequestTags(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * The low-cardinality tags of a delivery. All of them are always present; a tag that
	 * does not apply is {@code none}.
	 */
	public enum ListenerTags implements KeyName {

		/**
		 * Always {@code jolt}.
		 */
		SYSTEM("messaging.system"),

		/**
		 * Always {@code process}.
		 */
		OPERATION_NAME("messaging.operation.name"),

		/**
		 * Always {@code process}.
		 */
		OPERATION_TYPE("messaging.operation.type"),

		/**
		 * The topic, if it is one of the listener's literal topics, or else {@code none}.
		 */
		DESTINATION_NAME("messaging.destination.name"),

		/**
		 * The listener's pattern that the topic matches, if it is not one of the literal
		 * topics.
		 */
		DESTINATION_TEMPLATE("messaging.destination.template"),

		/**
		 * The listener's id.
		 */
		LISTENER("listener"),

		/**
		 * The name of the connection.
		 */
		CONNECTION("connection"),

		/**
		 * The type of the exception that the listener failed with in the end.
		 */
		ERROR_TYPE("error.type");

		private final String key;

		ListenerTags(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * The high-cardinality tags of all observations: spans have them, meters do not.
	 */
	public enum DestinationTags implements KeyName {

		/**
		 * The topic, whatever it is.
		 */
		DESTINATION_NAME("messaging.destination.name");

		private final String key;

		DestinationTags(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * The events that may occur during a delivery.
	 */
	public enum ListenerEvents implements Observation.Event {

		/**
		 * The listener is called again.
		 */
		RETRY("retry"),

		/**
		 * The message was published as a dead letter.
		 */
		DEAD_LETTER("dead.letter");

		private final String name;

		ListenerEvents(String name) {
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

	}

}
