/**
 * Listener containers and what happens when a listener fails.
 */
@NullMarked
package io.jolt.spring.listener;

import org.jspecify.annotations.NullMarked;
