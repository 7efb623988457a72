/**
 * What every {@link io.jolt.client.JoltClient} promises, whatever transport it has: tests
 * that are the same for all, to be run by each transport's module.
 */
@NullMarked
package io.jolt.client.contract;

import org.jspecify.annotations.NullMarked;
