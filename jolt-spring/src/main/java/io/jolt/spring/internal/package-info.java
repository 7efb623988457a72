/**
 * What several packages of this module share and nobody else uses.
 */
@NullMarked
package io.jolt.spring.internal;

import org.jspecify.annotations.NullMarked;
