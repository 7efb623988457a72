package io.jolt.client.internal.protocol;

import java.util.Set;

/**
 * What a broker says about itself in its answer to {@code hello}.
 *
 * @param broker its name and version, {@code NAME/VERSION}, as received
 * @param version the version of the protocol
 * @param features what it can do beyond the plain protocol
 * @param maxLineBytes the longest line it accepts, {@link Integer#MAX_VALUE} if it does
 * not say
 */
public record BrokerHello(String broker, int version, Set<String> features, int maxLineBytes) {

	/**
	 * The feature of answering a publish.
	 */
	public static final String PUBLISH_ACK = "publish-ack";

	/**
	 * The feature of requiring authentication first.
	 */
	public static final String AUTHENTICATION = "authentication";

	/**
	 * The feature of unescaped data that follows its line.
	 */
	public static final String SIZED_DATA = SizedData.FEATURE;

	/**
	 * Creates the hello.
	 */
	public BrokerHello {
		features = Set.copyOf(features);
	}

}
