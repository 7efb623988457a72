/**
 * One connection that is made anew when it is lost: connect, handshake, heartbeat, back
 * off. Knows no subscription.
 */
@NullMarked
package io.jolt.client.internal.link;

import org.jspecify.annotations.NullMarked;
