/**
 * Health of the connection to the broker.
 */
@NullMarked
package io.jolt.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
