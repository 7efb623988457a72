/**
 * The client itself: its own link, and how requests get into it.
 */
@NullMarked
package io.jolt.client.internal.session;

import org.jspecify.annotations.NullMarked;
