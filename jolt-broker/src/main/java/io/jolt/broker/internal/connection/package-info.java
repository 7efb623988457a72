/**
 * Connections: line framing, requests and answers, outbound queues.
 */
@NullMarked
package io.jolt.broker.internal.connection;

import org.jspecify.annotations.NullMarked;
