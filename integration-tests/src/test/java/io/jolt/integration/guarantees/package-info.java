/**
 * What the documentation promises, each promise shown by a test over a network that fails
 * on demand.
 */
@NullMarked
package io.jolt.integration.guarantees;

import org.jspecify.annotations.NullMarked;
