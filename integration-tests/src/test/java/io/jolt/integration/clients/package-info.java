/**
 * The official clients against the broker, and against an application.
 */
@NullMarked
package io.jolt.integration.clients;

import org.jspecify.annotations.NullMarked;
