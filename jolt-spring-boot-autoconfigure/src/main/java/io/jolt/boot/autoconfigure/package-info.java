/**
 * Auto-configuration for Jolt.
 */
@NullMarked
package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
