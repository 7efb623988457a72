/**
 * The order board.
 */
@NullMarked
package io.jolt.sample;

import org.jspecify.annotations.NullMarked;
