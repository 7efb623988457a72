/**
 * Connection to a broker in a Docker Compose service.
 */
@NullMarked
package io.jolt.boot.autoconfigure.docker.compose;

import org.jspecify.annotations.NullMarked;
