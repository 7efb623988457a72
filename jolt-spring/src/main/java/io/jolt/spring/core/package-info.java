/**
 * Sending messages, headers and conversion.
 */
@NullMarked
package io.jolt.spring.core;

import org.jspecify.annotations.NullMarked;
