/**
 * A server that only passes bytes on: what the machine's network can do at best.
 */
@NullMarked
package io.jolt.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
