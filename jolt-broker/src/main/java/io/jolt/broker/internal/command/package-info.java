/**
 * The command line of the runnable jar. Nothing else of the broker uses it, nor the
 * libraries that it needs.
 */
@NullMarked
package io.jolt.broker.internal.command;

import org.jspecify.annotations.NullMarked;
