/**
 * Users, passwords, permissions, and slowing down password guessing.
 */
@NullMarked
package io.jolt.broker.internal.security;

import org.jspecify.annotations.NullMarked;
