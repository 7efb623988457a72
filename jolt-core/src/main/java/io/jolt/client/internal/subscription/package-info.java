/**
 * Subscriptions on the wire: those that share the client's connection, and those that
 * have a link of their own because their readers may wait.
 */
@NullMarked
package io.jolt.client.internal.subscription;

import org.jspecify.annotations.NullMarked;
