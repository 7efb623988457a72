/**
 * What a client of another transport takes over so as not to write it again: the queue
 * between whatever receives messages and a listener, and the way from a topic into the
 * queues that want its messages.
 */
@NullMarked
package io.jolt.client.spi;

import org.jspecify.annotations.NullMarked;
