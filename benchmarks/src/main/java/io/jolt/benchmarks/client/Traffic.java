package io.jolt.benchmarks.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.jolt.benchmarks.workload.Payload;
import io.jolt.benchmarks.workload.Workload;

/**
 * Topics and messages of a workload. The messages are made before anything is measured,
 * and used again and again. Immutable.
 *
 * @param topics the topics
 * @param payload the messages
 */
record Traffic(List<String> topics, Payload payload) {

	/**
	 * The topic of whoever needs only one.
	 */
	static final String FIRST_TOPIC = "benchmark.00000";

	private static final int INDEX_FROM = "benchmark.".length();

	static Traffic of(Workload workload) {
		return new Traffic(IntStream.range(0, workload.topics()).mapToObj("benchmark.%05d"::formatted).toList(),
				workload.payload());
	}

	String topic(int index) {
		return this.topics.get(index);
	}

	<T> List<T> messages(IntFunction<T> writer) {
		return IntStream.range(0, this.payload.variants()).mapToObj(writer).toList();
	}

	List<String> texts() {
		return messages(this.payload::text);
	}

	List<byte[]> bytes() {
		return messages((number) -> this.payload.text(number).getBytes(StandardCharsets.UTF_8));
	}

	void received(Arrivals arrivals, String topic, String text) {
		arrivals.arrived(index(topic), this.payload.numberIn(text));
	}

	void received(Arrivals arrivals, String topic, byte[] text) {
		arrivals.arrived(index(topic), this.payload.numberIn(text, 0));
	}

	private static int index(String topic) {
		int index = 0;
		for (int i = INDEX_FROM; i < topic.length(); i++) {
			index = 10 * index + (topic.charAt(i) - '0');
		}
		return index;
	}

}
