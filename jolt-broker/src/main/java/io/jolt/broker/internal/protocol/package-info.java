/**
 * Bytes of a line to a request, and answers and deliveries to bytes: pure functions.
 */
@NullMarked
package io.jolt.broker.internal.protocol;

import org.jspecify.annotations.NullMarked;
