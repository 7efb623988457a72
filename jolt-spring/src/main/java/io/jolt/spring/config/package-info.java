/**
 * Endpoints, their registry, and the factories of containers.
 */
@NullMarked
package io.jolt.spring.config;

import org.jspecify.annotations.NullMarked;
