/**
 * Connection to a broker in a Testcontainers container.
 */
@NullMarked
package io.jolt.boot.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
