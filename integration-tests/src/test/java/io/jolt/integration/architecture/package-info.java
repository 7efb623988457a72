/**
 * The walls between the modules.
 */
@NullMarked
package io.jolt.integration.architecture;

import org.jspecify.annotations.NullMarked;
