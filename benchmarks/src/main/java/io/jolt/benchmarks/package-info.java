/**
 * The command line, and the harness behind it: servers and clients in processes of their
 * own, taking turns.
 */
@NullMarked
package io.jolt.benchmarks;

import org.jspecify.annotations.NullMarked;
