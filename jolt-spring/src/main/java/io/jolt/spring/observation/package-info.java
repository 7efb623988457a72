/**
 * Micrometer observations of publishes and deliveries, named and tagged as
 * OpenTelemetry's semantic conventions for messaging say.
 */
@NullMarked
package io.jolt.spring.observation;

import org.jspecify.annotations.NullMarked;
