/**
 * Listener methods and how they are found.
 */
@NullMarked
package io.jolt.spring.annotation;

import org.jspecify.annotations.NullMarked;
