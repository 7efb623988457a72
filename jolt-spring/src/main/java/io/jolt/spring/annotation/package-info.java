/**
 * Annotations for listener methods, and the processing of them.
 */
@NullMarked
package io.jolt.spring.annotation;

import org.jspecify.annotations.NullMarked;
