/**
 * Endpoints, their registry, and container factories.
 */
@NullMarked
package io.jolt.spring.config;

import org.jspecify.annotations.NullMarked;
