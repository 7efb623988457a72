/**
 * What tests need of the other side: a broker that does as it is told, and checks that
 * nothing is left over. It shares no code with the client's codec, so that two mistakes
 * cannot cancel out.
 */
@NullMarked
package io.jolt.client.testing;

import org.jspecify.annotations.NullMarked;
