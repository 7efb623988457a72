/**
 * Connection to a broker in a service of Docker Compose.
 */
@NullMarked
package io.jolt.boot.autoconfigure.docker.compose;

import org.jspecify.annotations.NullMarked;
