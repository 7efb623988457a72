/**
 * Requests: the room they take, their deadlines, and their answers in the order of the
 * wire. Knows nothing about connections.
 */
@NullMarked
package io.jolt.client.internal.request;

import org.jspecify.annotations.NullMarked;
