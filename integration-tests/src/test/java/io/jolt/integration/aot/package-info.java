/**
 * The sample, processed ahead of time.
 */
@NullMarked
package io.jolt.integration.aot;

import org.jspecify.annotations.NullMarked;
