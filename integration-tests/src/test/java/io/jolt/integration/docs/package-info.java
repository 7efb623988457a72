/**
 * The documentation, as far as a machine can read it.
 */
@NullMarked
package io.jolt.integration.docs;

import org.jspecify.annotations.NullMarked;
