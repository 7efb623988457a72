/**
 * Actuator endpoint for Jolt.
 */
@NullMarked
package io.jolt.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
