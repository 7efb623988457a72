/**
 * The bounded, ordered hand-over of deliveries to listeners.
 */
@NullMarked
package io.jolt.client.internal.dispatch;

import org.jspecify.annotations.NullMarked;
