/**
 * A TCP connection: socket, reader thread, combined writes.
 */
@NullMarked
package io.jolt.client.internal.transport;

import org.jspecify.annotations.NullMarked;
