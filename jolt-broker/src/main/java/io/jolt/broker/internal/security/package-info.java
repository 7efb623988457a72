/**
 * Users, passwords, permissions, and slowing down those who guess.
 */
@NullMarked
package io.jolt.broker.internal.security;

import org.jspecify.annotations.NullMarked;
