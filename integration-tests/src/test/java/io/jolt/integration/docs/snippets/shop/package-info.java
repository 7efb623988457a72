/**
 * A small application, and how it is tested.
 */
@NullMarked
package io.jolt.integration.docs.snippets.shop;

import org.jspecify.annotations.NullMarked;
