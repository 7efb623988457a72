/**
 * Spring applications and brokers that come and go.
 */
@NullMarked
package io.jolt.integration.tls;

import org.jspecify.annotations.NullMarked;
