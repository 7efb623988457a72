/**
 * The Jolt broker, embedded in an application or standalone.
 */
@NullMarked
package io.jolt.broker;

import org.jspecify.annotations.NullMarked;
