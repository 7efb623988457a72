/**
 * One TCP connection to a Jolt broker and nothing more, the Java counterpart of the
 * official clients.
 */
@NullMarked
package io.jolt.client.connection;

import org.jspecify.annotations.NullMarked;
