/**
 * One connection that is restored when it is lost: connect, handshake, heartbeat, back
 * off. Knows nothing about subscriptions.
 */
@NullMarked
package io.jolt.client.internal.link;

import org.jspecify.annotations.NullMarked;
