/**
 * Tests with an embedded broker.
 */
@NullMarked
package io.jolt.boot.test;

import org.jspecify.annotations.NullMarked;
