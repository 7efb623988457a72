/**
 * Micrometer observations of publishes and deliveries, named and tagged according to
 * OpenTelemetry's semantic conventions for messaging.
 */
@NullMarked
package io.jolt.spring.observation;

import org.jspecify.annotations.NullMarked;
