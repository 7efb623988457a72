/**
 * The client over TCP: its builder, where the broker is, who the client is, and how the
 * connection is secured.
 */
@NullMarked
package io.jolt.client.tcp;

import org.jspecify.annotations.NullMarked;
