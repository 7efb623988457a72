/**
 * Spring applications and brokers that come and go.
 */
@NullMarked
package io.jolt.integration.spring;

import org.jspecify.annotations.NullMarked;
