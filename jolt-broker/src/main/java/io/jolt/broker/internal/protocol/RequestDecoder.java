package io.jolt.broker.internal.protocol;

import io.jolt.broker.internal.protocol.RootObject.Value;
import io.jolt.broker.internal.routing.GroupName;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a line into a request, decoding only what the broker needs. Never
 * throws, whatever the line holds. Owned by one thread, as are the requests.
 */
public final class RequestDecoder {

	static final Answer UNKNOWN_OP = Answer.error(ErrorCode.UNKNOWN_OP);

	private static final Answer INVALID_JSON = Answer.error(ErrorCode.INVALID_JSON);

	private static final Answer INVALID_UTF8 = Answer.error(ErrorCode.INVALID_UTF8);

	private static final Answer NO_OPERATION = Answer.error(ErrorCode.INVALID_REQUEST, "op is missing or no string");

	private static final Answer NO_CREDENTIALS = Answer.error(ErrorCode.INVALID_REQUEST,
			"user or pass is missing or no string");

	private static final Answer PATTERN_NO_BOOLEAN = Answer.error(ErrorCode.INVALID_REQUEST, "pattern is no boolean");

	private static final Answer COUNT_NO_BOOLEAN = Answer.error(ErrorCode.INVALID_REQUEST, "count is no boolean");

	private static final Answer INVALID_GROUP = Answer.error(ErrorCode.INVALID_GROUP,
			"a string of 1 to " + GroupName.MAX_BYTES + " bytes without dots and control characters");

	private static final Answer NO_TOPIC = Answer.error(ErrorCode.INVALID_TOPIC, "topic is missing or no string");

	private static final Answer INVALID_TOPIC = Answer.error(ErrorCode.INVALID_TOPIC,
			"1 to " + TopicName.MAX_BYTES + " bytes without control characters");

	private static final Answer INVALID_PATTERN = Answer.error(ErrorCode.INVALID_TOPIC, "a pattern has at most "
			+ TopicPattern.MAX_TOKENS + " tokens, * stands for one, > at the end for one or more, and none is empty");

	private static final Answer INVALID_DATA = Answer.error(ErrorCode.INVALID_DATA, "data is missing or no string");

	private static final Answer INVALID_HEADERS = Answer.error(ErrorCode.INVALID_HEADERS,
			"at most " + HeaderRules.MAX_HEADERS + " strings, names of 1 to " + HeaderRules.MAX_NAME_BYTES + " bytes, "
					+ HeaderRules.MAX_TOTAL_BYTES + " bytes together");

	private static final Answer SIZED_ODDLY = Answer.error(ErrorCode.INVALID_REQUEST,
			"the data behind the line are not as long as it says");

	private static final Answer SIZED_NO_PUBLISH = Answer.error(ErrorCode.INVALID_REQUEST,
			"only a publish has its data behind it, and then nowhere else");

	private static final Answer SIZED_DATA_NO_BOOLEAN = Answer.error(ErrorCode.INVALID_REQUEST,
			"sized_data is no boolean");

	private static final Answer OBSERVER_NO_BOOLEAN = Answer.error(ErrorCode.INVALID_REQUEST, "observer is no boolean");

	private final RootObject root = new RootObject();

	private final JsonCursor cursor = new JsonCursor();

	// in the usual form, up to the opening quote of its data
	private final LastPublish lastPublish = new LastPublish();

	// with its data behind it, the whole line
	private final LastPublish lastSized = new LastPublish();

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
		int end = offset + length;
		if (isLikeTheLast(line, offset, end)) {
			return this.request;
		}
		boolean json = this.root.read(line, offset, end);
		if ((!json || this.root.hasNonAscii()) && !Utf8.isValid(line, offset, end)) {
			refuse(INVALID_UTF8);
		}
		else {
			this.request.error = json ? readOperation(line) : INVALID_JSON;
			rememberPublish(line, offset, end);
		}
		return this.request;
	}

	/**
	 * Decodes one line that has its data behind it.
	 * @param line the array that both stand in
	 * @param offset where the line begins
	 * @param length how long it is, without the LF behind which the data begin
	 * @param dataLength how long the data are; another byte follows, which has to be a LF
	 * @return the request, which is a view of the array and used again for the next line
	 */
	public Request decodeSized(byte[] line, int offset, int length, int dataLength) {
		this.request.reset(line);
		int dataFrom = offset + length + 1;
		int dataTo = dataFrom + dataLength;
		if (line[dataTo] != '\n') {
			refuse(SIZED_ODDLY);
		}
		else if (!Utf8.isValid(line, dataFrom, dataTo) || !readSized(line, offset, offset + length)) {
			refuse(INVALID_UTF8);
		}
		this.request.sized = true;
		this.request.rawData.set(dataFrom, dataTo);
		return this.request;
	}

	// false if it is not UTF-8
	private boolean readSized(byte[] line, int from, int to) {
		if (this.lastSized.match(line, from, to) == to) {
			this.lastSized.repeat(from, this.request);
			return true;
		}
		boolean json = this.root.read(line, from, to);
		if ((!json || this.root.hasNonAscii()) && !Utf8.isValid(line, from, to)) {
			return false;
		}
		this.request.error = json ? readSizedOperation(line) : INVALID_JSON;
		if (this.request.error == null && !this.request.rawHeaders.isPresent()) {
			this.lastSized.remember(line, from, to, this.request);
		}
		return true;
	}

	private @Nullable Answer readSizedOperation(byte[] line) {
		Answer error = readOperationName(line);
		if (error != null) {
			return error;
		}
		if (this.request.operation != Operation.PUBLISH || this.root.data.isPresent()) {
			return SIZED_NO_PUBLISH;
		}
		error = readTopic(line);
		return (error != null) ? error : readOptions(line);
	}

	private void refuse(Answer error) {
		this.request.error = error;
		this.request.closing = true;
	}

	private boolean isLikeTheLast(byte[] line, int from, int to) {
		int data = this.lastPublish.match(line, from, to);
		if (data < 0) {
			return false;
		}
		this.cursor.reset(line, data, to);
		if (!this.cursor.skipString() || this.cursor.position != to - 1 || line[to - 1] != '}' || this.cursor.nonAscii
				|| (this.cursor.stringFlags & JsonCursor.SURROGATE_ESCAPES) != 0) {
			return false;
		}
		this.lastPublish.repeat(from, this.request);
		this.request.rawData.set(data, to - 1);
		return true;
	}

	private void rememberPublish(byte[] line, int from, int to) {
		Request.Span data = this.request.rawData;
		if (this.request.error == null && this.request.operation == Operation.PUBLISH
				&& !this.request.rawHeaders.isPresent() && data.to == to - 1) {
			this.lastPublish.remember(line, from, data.from, this.request);
		}
	}

	private @Nullable Answer readOperation(byte[] line) {
		Answer error = readOperationName(line);
		Operation operation = this.request.operation;
		if (error != null || operation == null) {
			return error;
		}
		return switch (operation) {
			case PUBLISH -> readPublish(line);
			case SUBSCRIBE, UNSUBSCRIBE -> readSubscription(line);
			case AUTHENTICATE -> readCredentials(line);
			case HELLO -> readHello();
			case PING, STATS -> null;
		};
	}

	private @Nullable Answer readOperationName(byte[] line) {
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
		return null;
	}

	private @Nullable Answer readHello() {
		Value sizedData = this.root.sizedData;
		this.request.sizedDataKnown = sizedData.isTrue();
		if (sizedData.isNoBoolean()) {
			return SIZED_DATA_NO_BOOLEAN;
		}
		Value observer = this.root.observer;
		this.request.observing = observer.isTrue();
		return observer.isNoBoolean() ? OBSERVER_NO_BOOLEAN : null;
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
		return readOptions(line);
	}

	private @Nullable Answer readOptions(byte[] line) {
		Value count = this.root.count;
		if (count.isNoBoolean()) {
			return COUNT_NO_BOOLEAN;
		}
		this.request.counting = count.isTrue();
		return readHeaders(line);
	}

	private @Nullable Answer readHeaders(byte[] line) {
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
		if (pattern.isNoBoolean()) {
			return PATTERN_NO_BOOLEAN;
		}
		Answer error = pattern.isTrue() ? readPattern(line) : readTopic(line);
		return (error != null) ? error : readGroup(line);
	}

	private @Nullable Answer readGroup(byte[] line) {
		Value group = this.root.group;
		if (!group.isPresent()) {
			return null;
		}
		this.request.group = group.isString() ? GroupName.of(group.text(line)) : null;
		return (this.request.group != null) ? null : INVALID_GROUP;
	}

	private @Nullable Answer readPattern(byte[] line) {
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
