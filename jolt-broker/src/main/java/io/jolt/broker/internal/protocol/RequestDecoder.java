package io.jolt.broker.internal.protocol;

import io.jolt.broker.internal.protocol.RootObject.Value;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a line into a request, just as far as the broker has to know it.
 * Never throws for what is in the line. Owned by one thread, as are the requests.
 */
public final class RequestDecoder {

	static final Answer UNKNOWN_OP = Answer.error(ErrorCode.UNKNOWN_OP);

	private static final Answer INVALID_JSON = Answer.error(ErrorCode.INVALID_JSON);

	private static final Answer INVALID_UTF8 = Answer.error(ErrorCode.INVALID_UTF8);

	private static final Answer NO_OPERATION = Answer.error(ErrorCode.INVALID_REQUEST, "op is missing or no string");

	private static final Answer NO_CREDENTIALS = Answer.error(ErrorCode.INVALID_REQUEST,
			"user or pass is missing or no string");

	private static final Answer PATTERN_NO_BOOLEAN = Answer.error(ErrorCode.INVALID_REQUEST, "pattern is no boolean");

	private static final Answer NO_TOPIC = Answer.error(ErrorCode.INVALID_TOPIC, "topic is missing or no string");

	private static final Answer INVALID_TOPIC = Answer.error(ErrorCode.INVALID_TOPIC,
			"1 to " + TopicName.MAX_BYTES + " bytes without control characters");

	private static final Answer INVALID_PATTERN = Answer.error(ErrorCode.INVALID_TOPIC, "a pattern has at most "
			+ TopicPattern.MAX_TOKENS + " tokens, * stands for one, > at the end for one or more, and none is empty");

	private static final Answer INVALID_DATA = Answer.error(ErrorCode.INVALID_DATA, "data is missing or no string");

	private static final Answer INVALID_HEADERS = Answer.error(ErrorCode.INVALID_HEADERS,
			"at most " + HeaderRules.MAX_HEADERS + " strings, names of 1 to " + HeaderRules.MAX_NAME_BYTES + " bytes, "
					+ HeaderRules.MAX_TOTAL_BYTES + " bytes together");

	private final RootObject root = new RootObject();

	private final TopicCache topics = new TopicCache();

	private final HeaderRules headerRules = new HeaderRules();

	private final Request request = new Request();

	/**
	 * Decodes one line.
	 * @param line the array that the line stands in
	 * @param offset where it begins
	 * @param length how long it is, without its end
	 * @return the request, which is a view of the array and used again for the next line
	 */
	public Request decode(byte[] line, int offset, int length) {
		this.request.reset(line);
		boolean json = this.root.read(line, offset, offset + length);
		if ((!json || this.root.hasNonAscii()) && !Utf8.isValid(line, offset, offset + length)) {
			this.request.error = INVALID_UTF8;
			this.request.closing = true;
		}
		else {
			this.request.error = json ? readOperation(line) : INVALID_JSON;
		}
		return this.request;
	}

	private @Nullable Answer readOperation(byte[] line) {
		Value name = this.root.op;
		if (!name.isString()) {
			return NO_OPERATION;
		}
		Operation operation = name.hasEscapes() ? Operation.of(name.text(line))
				: Operation.of(line, name.from + 1, name.to - 1);
		if (operation == null) {
			return UNKNOWN_OP;
		}
		this.request.operation = operation;
		return switch (operation) {
			case PUBLISH -> readPublish(line);
			case SUBSCRIBE, UNSUBSCRIBE -> readSubscription(line);
			case AUTHENTICATE -> readCredentials(line);
			case PING, HELLO, STATS -> null;
		};
	}

	private @Nullable Answer readPublish(byte[] line) {
		Answer error = readTopic(line);
		if (error != null) {
			return error;
		}
		Value data = this.root.data;
		if (!data.isWellFormedString(line)) {
			return INVALID_DATA;
		}
		this.request.rawData.set(data.from, data.to);
		Value headers = this.root.headers;
		if (headers.isPresent()) {
			if (!headers.isObject() || !this.headerRules.accept(line, headers.from, headers.to)) {
				return INVALID_HEADERS;
			}
			this.request.rawHeaders.set(headers.from, headers.to);
		}
		return null;
	}

	private @Nullable Answer readSubscription(byte[] line) {
		Value pattern = this.root.pattern;
		if (!pattern.isPresent() || pattern.isFalse()) {
			return readTopic(line);
		}
		if (!pattern.isTrue()) {
			return PATTERN_NO_BOOLEAN;
		}
		Value topic = this.root.topic;
		if (!topic.isString()) {
			return NO_TOPIC;
		}
		this.request.pattern = TopicPattern.of(topic.text(line));
		return (this.request.pattern != null) ? null : INVALID_PATTERN;
	}

	private @Nullable Answer readTopic(byte[] line) {
		Value topic = this.root.topic;
		if (!topic.isString()) {
			return NO_TOPIC;
		}
		this.request.rawTopic.set(topic.from, topic.to);
		this.request.topic = this.topics.get(line, topic.from + 1, topic.to - 1);
		return (this.request.topic != null) ? null : INVALID_TOPIC;
	}

	private @Nullable Answer readCredentials(byte[] line) {
		Value user = this.root.user;
		Value password = this.root.pass;
		if (!user.isWellFormedString(line) || !password.isWellFormedString(line)) {
			return NO_CREDENTIALS;
		}
		this.request.user = user.text(line);
		this.request.password = password.text(line);
		return null;
	}

}
