/**
 * Connection files as the broker's jar makes them and its clients read them.
 */
@NullMarked
package io.jolt.integration.connectionfile;

import org.jspecify.annotations.NullMarked;
