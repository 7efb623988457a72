/**
 * Lines and frames: pure functions of bytes that know no socket, thread or clock.
 */
@NullMarked
package io.jolt.client.internal.protocol;

import org.jspecify.annotations.NullMarked;
