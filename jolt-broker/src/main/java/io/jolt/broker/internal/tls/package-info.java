/**
 * TLS: keys and certificates from PEM files, and what is made of them.
 */
@NullMarked
package io.jolt.broker.internal.tls;

import org.jspecify.annotations.NullMarked;
