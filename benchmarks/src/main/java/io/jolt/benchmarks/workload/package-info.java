/**
 * What is measured.
 */
@NullMarked
package io.jolt.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
