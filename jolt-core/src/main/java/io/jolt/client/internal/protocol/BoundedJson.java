package io.jolt.client.internal.protocol;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Jackson with the limits of the protocol.
 */
final class BoundedJson {

	static final JsonFactory FACTORY = JsonFactory.builder()
		// names come from the peer: nothing may remember them
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(64)
			.maxNumberLength(100)
			// the line's limit is theirs, too
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.build();

	private BoundedJson() {
	}

}
