/**
 * Code that several packages of this module share. Not for use by others.
 */
@NullMarked
package io.jolt.spring.internal;

import org.jspecify.annotations.NullMarked;
