/**
 * Connection to a broker in a container of Testcontainers.
 */
@NullMarked
package io.jolt.boot.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
