/**
 * Turns methods of beans into listeners: arguments, results, replies and exceptions.
 * {@link io.jolt.spring.listener.adapter.MethodListenerFactory} is the way in.
 */
@NullMarked
package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.NullMarked;
