/**
 * What runs in the client's JVM: publisher and subscriber of one contestant, and what
 * measures them. It uses only public API of Jolt, so that it runs with other builds, too.
 */
@NullMarked
package io.jolt.benchmarks.client;

import org.jspecify.annotations.NullMarked;
