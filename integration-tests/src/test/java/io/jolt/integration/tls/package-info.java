/**
 * Spring applications that reach their broker over TLS.
 */
@NullMarked
package io.jolt.integration.tls;

import org.jspecify.annotations.NullMarked;
