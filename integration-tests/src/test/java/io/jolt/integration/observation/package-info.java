/**
 * Traces and meters of whole applications.
 */
@NullMarked
package io.jolt.integration.observation;

import org.jspecify.annotations.NullMarked;
