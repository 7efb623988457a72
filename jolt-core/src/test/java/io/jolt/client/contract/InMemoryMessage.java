package io.jolt.client.contract;

import java.util.Map;

import io.jolt.client.JoltMessage;
import io.jolt.client.spi.SizedMessage;

/**
 * A message on its way from the broker in memory.
 *
 * @param topic the topic
 * @param data the text
 * @param headers the headers, unmodifiable
 * @param sizeBytes how many characters it has
 */
record InMemoryMessage(String topic, String data, Map<String, String> headers, int sizeBytes) implements SizedMessage {

	static InMemoryMessage of(JoltMessage message) {
		JoltMessage copy = JoltMessage.of(message.topic(), message.data(), message.headers());
		int size = copy.topic().length() + copy.data().length();
		for (Map.Entry<String, String> header : copy.headers().entrySet()) {
			size += header.getKey().length() + header.getValue().length();
		}
		return new InMemoryMessage(copy.topic(), copy.data(), copy.headers(), size);
	}

	InMemoryMessage withHeader(String name, String value) {
		return of(JoltMessage.builder(this.topic).data(this.data).headers(this.headers).header(name, value).build());
	}

}
