/**
 * Jolt's part in the actuator's endpoints.
 */
@NullMarked
package io.jolt.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
