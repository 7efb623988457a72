package io.jolt.broker.internal.protocol;

import java.util.Arrays;

import io.jolt.broker.internal.routing.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * How the last publish was written, up to its data: the next one nearly always begins
 * with the same bytes, and then only its data have to be looked at. Owned by one thread.
 */
final class LastPublish {

	private static final int MAX_BYTES = 192;

	private byte[] beginning = {};

	// null before the first publish
	private @Nullable TopicName topic;

	private boolean counting;

	// where the topic stands in the beginning, with its quotes
	private int topicFrom;

	private int topicTo;

	void remember(byte[] line, int from, int to, Request request) {
		TopicName published = request.topic;
		if (published != null && to - from <= MAX_BYTES) {
			this.beginning = Arrays.copyOfRange(line, from, to);
			this.topic = published;
			this.counting = request.counting;
			this.topicFrom = request.rawTopic.from - from;
			this.topicTo = request.rawTopic.to - from;
		}
	}

	// where the data of a line begin, if the rest is like the last one's; else -1
	int match(byte[] line, int from, int to) {
		int end = from + this.beginning.length;
		boolean matches = this.topic != null && end <= to
				&& Arrays.equals(line, from, end, this.beginning, 0, this.beginning.length);
		return matches ? end : -1;
	}

	// makes the request one like the last publish
	void repeat(int from, Request request) {
		request.operation = Operation.PUBLISH;
		request.topic = this.topic;
		request.counting = this.counting;
		request.rawTopic.set(from + this.topicFrom, from + this.topicTo);
	}

}
