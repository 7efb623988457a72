/**
 * The sample application in a browser.
 */
@NullMarked
package io.jolt.integration.sample;

import org.jspecify.annotations.NullMarked;
