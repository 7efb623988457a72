/**
 * Topics, patterns and who is subscribed to them.
 */
@NullMarked
package io.jolt.broker.internal.routing;

import org.jspecify.annotations.NullMarked;
