/**
 * Connection files, and the certificates and keys in them.
 */
@NullMarked
package io.jolt.client.internal.security;

import org.jspecify.annotations.NullMarked;
