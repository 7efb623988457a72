/**
 * A client's threads and what runs on them: completions of users' futures, calls of
 * listeners and of users' providers.
 */
@NullMarked
package io.jolt.client.internal.runtime;

import org.jspecify.annotations.NullMarked;
