package io.jolt.client;

/**
 * What a message may have at most. Sizes are those of UTF-8.
 *
 * @param topicBytes the size of a topic
 * @param headers the number of headers
 * @param headerNameBytes the size of a header's name
 * @param headersBytes the size of all names and values of headers together
 * @param messageBytes the size of a message as it travels, its topic and headers included
 */
public record MessageLimits(int topicBytes, int headers, int headerNameBytes, int headersBytes, int messageBytes) {
}
