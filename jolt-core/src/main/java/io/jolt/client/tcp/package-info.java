/**
 * The client over TCP: its builder, where a broker is, who the client is, and how a
 * connection is secured.
 */
@NullMarked
package io.jolt.client.tcp;

import org.jspecify.annotations.NullMarked;
