/**
 * The life of a session: handshake, pending answers, heartbeat, back-off, resubscription.
 */
@NullMarked
package io.jolt.client.internal.session;

import org.jspecify.annotations.NullMarked;
