/**
 * What the tests of several modules need and no module ships: a network that fails on
 * demand, certificates of every kind.
 */
@NullMarked
package io.jolt.testing;

import org.jspecify.annotations.NullMarked;
