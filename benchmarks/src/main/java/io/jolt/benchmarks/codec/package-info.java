/**
 * JMH benchmarks of the client's and the broker's codec, the only classes here that look
 * inside a module.
 */
@NullMarked
package io.jolt.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
