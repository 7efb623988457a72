package io.jolt.broker.internal.protocol;

import io.jolt.broker.internal.routing.GroupName;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * One decoded request: a view of the bytes of its line, good until the next one is
 * decoded. Owned by the decoder's thread.
 */
public final class Request {

	byte[] line = {};

	@Nullable Operation operation;

	@Nullable Answer error;

	boolean closing;

	@Nullable TopicName topic;

	@Nullable TopicPattern pattern;

	@Nullable GroupName group;

	boolean counting;

	final Span rawTopic = new Span();

	final Span rawData = new Span();

	boolean sized;

	boolean sizedDataKnown;

	boolean observing;

	final Span rawHeaders = new Span();

	@Nullable String user;

	@Nullable String password;

	void reset(byte[] line) {
		this.line = line;
		this.operation = null;
		this.error = null;
		this.closing = false;
		this.topic = null;
		this.pattern = null;
		this.group = null;
		this.counting = false;
		this.rawHeaders.clear();
		this.sized = false;
		this.sizedDataKnown = false;
		this.observing = false;
		this.user = null;
		this.password = null;
	}

	/**
	 * What is asked for.
	 * @return the operation, or null if the request names none that exists
	 */
	public @Nullable Operation operation() {
		return this.operation;
	}

	/**
	 * What is wrong with the request.
	 * @return the answer to give, or null if the request may be carried out
	 */
	public @Nullable Answer error() {
		return this.error;
	}

	/**
	 * Whether what is wrong is so wrong that the connection has to be closed.
	 * @return whether to close
	 */
	public boolean isClosing() {
		return this.closing;
	}

	/**
	 * Whether the line is a request at all: JSON with an operation's name, known or not.
	 * @return whether something is asked for
	 */
	public boolean namesAnOperation() {
		return this.operation != null || this.error == RequestDecoder.UNKNOWN_OP;
	}

	/**
	 * Whether who asks for the broker's features knows sized data.
	 * @return whether it may be sent them, and may send them
	 */
	public boolean isSizedDataKnown() {
		return this.sizedDataKnown;
	}

	/**
	 * Whether who asks for the broker's features only watches.
	 * @return whether it is not to be counted as a subscriber
	 */
	public boolean isObserving() {
		return this.observing;
	}

	/**
	 * The topic, if the operation takes a literal one.
	 * @return the topic
	 */
	public @Nullable TopicName topic() {
		return this.topic;
	}

	/**
	 * The pattern, if a subscription has one instead of a topic.
	 * @return the pattern
	 */
	public @Nullable TopicPattern pattern() {
		return this.pattern;
	}

	/**
	 * The group, if a subscription is one of a group.
	 * @return the group's name
	 */
	public @Nullable GroupName group() {
		return this.group;
	}

	/**
	 * Whether who publishes wants to know how many it reaches.
	 * @return whether to answer with the number
	 */
	public boolean isCounting() {
		return this.counting;
	}

	/**
	 * The name of the user who authenticates.
	 * @return the name
	 */
	public @Nullable String user() {
		return this.user;
	}

	/**
	 * The password of the user who authenticates.
	 * @return the password
	 */
	public @Nullable String password() {
		return this.password;
	}

	/**
	 * Where a value stands in the line.
	 */
	static final class Span {

		int from = -1;

		int to = -1;

		void set(int from, int to) {
			this.from = from;
			this.to = to;
		}

		void clear() {
			set(-1, -1);
		}

		boolean isPresent() {
			return this.from >= 0;
		}

		int length() {
			return this.to - this.from;
		}

	}

}
