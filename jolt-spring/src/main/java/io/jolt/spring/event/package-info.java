/**
 * Application events about connections and listeners.
 */
@NullMarked
package io.jolt.spring.event;

import org.jspecify.annotations.NullMarked;
