/**
 * An application and tests of a slice of it.
 */
@NullMarked
package io.jolt.boot.test.slice;

import org.jspecify.annotations.NullMarked;
