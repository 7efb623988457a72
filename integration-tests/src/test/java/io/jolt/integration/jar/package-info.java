/**
 * The runnable broker.
 */
@NullMarked
package io.jolt.integration.jar;

import org.jspecify.annotations.NullMarked;
