/**
 * The servers, each a process that the harness starts and stops.
 */
@NullMarked
package io.jolt.benchmarks.server;

import org.jspecify.annotations.NullMarked;
