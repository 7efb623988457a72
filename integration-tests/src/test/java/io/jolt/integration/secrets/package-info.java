/**
 * Passwords and passphrases, and all the places where they must not appear.
 */
@NullMarked
package io.jolt.integration.secrets;

import org.jspecify.annotations.NullMarked;
