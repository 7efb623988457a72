/**
 * The client of a Jolt broker: publishing, subscribing, and staying connected.
 */
@NullMarked
package io.jolt.client;

import org.jspecify.annotations.NullMarked;
