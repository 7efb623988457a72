/**
 * Auto-configuration for meters.
 */
@NullMarked
package io.jolt.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
