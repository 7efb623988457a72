/**
 * What only time shows: that nothing is lost and nothing grows.
 */
@NullMarked
package io.jolt.integration.soak;

import org.jspecify.annotations.NullMarked;
