/**
 * The template, message headers, and the conversion of messages.
 */
@NullMarked
package io.jolt.spring.core;

import org.jspecify.annotations.NullMarked;
