/**
 * Turns methods of beans into listeners: arguments, results, replies and exceptions.
 * Start with {@link io.jolt.spring.listener.adapter.MethodListenerFactory}.
 */
@NullMarked
package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.NullMarked;
