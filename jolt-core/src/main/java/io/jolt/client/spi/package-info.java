/**
 * What clients of other transports reuse: the queue between the receiver of messages and
 * a listener, and the routing from a topic to the queues that want its messages. Also
 * what makes texts that a remote party may have sent fit for a log.
 */
@NullMarked
package io.jolt.client.spi;

import org.jspecify.annotations.NullMarked;
