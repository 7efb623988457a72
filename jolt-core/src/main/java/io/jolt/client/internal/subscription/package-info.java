/**
 * Subscriptions on the wire: those that share the client's connection, and those that
 * have their own link because their readers may block.
 */
@NullMarked
package io.jolt.client.internal.subscription;

import org.jspecify.annotations.NullMarked;
