/**
 * The Jolt broker, inside an application or by itself.
 */
@NullMarked
package io.jolt.broker;

import org.jspecify.annotations.NullMarked;
