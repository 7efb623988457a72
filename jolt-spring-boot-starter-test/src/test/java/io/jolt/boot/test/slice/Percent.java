package io.jolt.boot.test.slice;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * A payload that the application writes in its own way.
 *
 * @param value a number from 0 to 100
 */
record Percent(int value) {

	@JacksonComponent
	static class Serializer extends ValueSerializer<Percent> {

		@Override
		public void serialize(Percent percent, JsonGenerator generator, SerializationContext context) {
			generator.writeString(percent.value() + "%");
		}

	}

}
