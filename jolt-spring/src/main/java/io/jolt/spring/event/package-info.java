/**
 * Application events about connections.
 */
@NullMarked
package io.jolt.spring.event;

import org.jspecify.annotations.NullMarked;
