/**
 * The client itself: its own link, and the way of requests into it.
 */
@NullMarked
package io.jolt.client.internal.session;

import org.jspecify.annotations.NullMarked;
