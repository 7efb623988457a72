/**
 * What the documents show, and tests that run it.
 */
@NullMarked
package io.jolt.integration.docs.snippets;

import org.jspecify.annotations.NullMarked;
