/**
 * Programs that the tests need and that this project did not write.
 */
@NullMarked
package io.jolt.integration.tools;

import org.jspecify.annotations.NullMarked;
