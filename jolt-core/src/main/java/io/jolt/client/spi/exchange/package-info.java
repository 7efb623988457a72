/**
 * Requests and calls, made of publishes and an inbox, which is what a transport provides.
 */
@NullMarked
package io.jolt.client.spi.exchange;

import org.jspecify.annotations.NullMarked;
