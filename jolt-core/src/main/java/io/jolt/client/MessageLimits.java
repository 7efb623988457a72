package io.jolt.client;

/**
 * The limits of a message. Sizes are in bytes of UTF-8.
 *
 * @param topicBytes the size of a topic
 * @param headers the number of headers
 * @param headerNameBytes the size of a header's name
 * @param headersBytes the size of all names and values of headers together
 * @param messageBytes the size of a message on the wire, including its topic and headers
 */
public record MessageLimits(int topicBytes, int headers, int headerNameBytes, int headersBytes, int messageBytes) {
}
