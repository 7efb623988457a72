package io.jolt.client.internal.protocol;

/**
 * A line from the broker.
 */
public sealed interface InboundFrame permits Answer, Delivery {

}
