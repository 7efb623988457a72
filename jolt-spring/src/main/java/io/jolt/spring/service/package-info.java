/**
 * Clients made of interfaces, whose methods publish, request and call.
 */
@NullMarked
package io.jolt.spring.service;

import org.jspecify.annotations.NullMarked;
