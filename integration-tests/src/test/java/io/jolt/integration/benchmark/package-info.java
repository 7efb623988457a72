/**
 * How fast it is.
 */
@NullMarked
package io.jolt.integration.benchmark;

import org.jspecify.annotations.NullMarked;
