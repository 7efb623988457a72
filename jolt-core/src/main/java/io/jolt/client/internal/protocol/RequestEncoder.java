package io.jolt.client.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests, each a whole line with its LF. Safe for use by several threads.
 */
public final class RequestEncoder {

	private static final byte[] HELLO = ascii("{\"op\":\"hello\",\"version\":1,\"client\":");

	private static final byte[] SIZED_DATA = ascii(",\"sized_data\":true");

	private static final byte[] OBSERVER = ascii(",\"observer\":true");

	private static final byte[] NOTHING = {};

	private static final byte[] AUTH = ascii("{\"op\":\"auth\",\"user\":");

	private static final byte[] PASS = ascii(",\"pass\":");

	private static final byte[] SUB = ascii("{\"op\":\"sub\",\"topic\":");

	private static final byte[] UNSUB = ascii("{\"op\":\"unsub\",\"topic\":");

	private static final byte[] PATTERN = ascii(",\"pattern\":true");

	private static final byte[] PUB = ascii("{\"op\":\"pub\",\"topic\":");

	private static final byte[] DATA = ascii(",\"data\":");

	private static final byte[] HEADERS = ascii(",\"headers\":{");

	private static final byte[] GROUP = ascii(",\"group\":");

	private static final byte[] COUNT = ascii(",\"count\":true");

	private static final byte[] PING = ascii("{\"op\":\"ping\"}\n");

	private static final byte[] END = ascii("}\n");

	// the names of the headers that most messages have that have any, with their colons
	private static final Map<String, byte[]> OWN_HEADERS = Stream
		.of(JoltMessageHeaders.ID, JoltMessageHeaders.TYPE, JoltMessageHeaders.CORRELATION_ID,
				JoltMessageHeaders.STATUS, JoltMessageHeaders.CALL, JoltMessageHeaders.FRAME,
				JoltMessageHeaders.SEQUENCE)
		.collect(Collectors.toUnmodifiableMap((name) -> name, (name) -> ascii('"' + name + "\":")));

	// enough for the threads that publish at a time on most machines; more of them
	// allocate
	private static final int POOLED_BUFFERS = 4;

	private static final VarHandle BUFFERS = MethodHandles.arrayElementVarHandle(LineBuffer[].class);

	// grows with the topics in use, so that an idle client pays nothing
	private static final int FIRST_CACHED_TOPICS = 16;

	// the bound for a client that keeps publishing to new topics
	private static final int MAX_CACHED_TOPICS = 16 * 1024;

	private static final int MAX_CACHED_BYTES = 128;

	private static final byte[] DATA_END = ascii("\"}\n");

	private final boolean escapeNonAscii;

	// each is created when all before it are in use
	private final @Nullable LineBuffer[] buffers = new LineBuffer[POOLED_BUFFERS];

	// recent topics, by hash code; a race between threads only encodes one again
	private @Nullable EncodedTopic[] topics = new EncodedTopic[FIRST_CACHED_TOPICS];

	// how many topics have lost their place to others since the last growth; a race
	// between threads only miscounts
	private int displaced;

	/**
	 * Creates an encoder.
	 * @param escapeNonAscii whether to escape everything outside ASCII instead of writing
	 * UTF-8
	 */
	public RequestEncoder(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
	}

	/**
	 * Asks the broker what it can do.
	 * @param client who asks, {@code NAME/VERSION}
	 * @param observer whether the client only watches what others send
	 * @return the line
	 */
	public byte[] hello(String client, boolean observer) {
		return line().raw(HELLO)
			.string(client, "client", null)
			.raw(SIZED_DATA)
			.raw(observer ? OBSERVER : NOTHING)
			.raw(END)
			.toLine();
	}

	/**
	 * Authenticates.
	 * @param user the user's name
	 * @param password the password
	 * @return the line
	 * @throws JoltNotSentException if either has a lone surrogate; the message repeats
	 * neither
	 */
	public byte[] auth(String user, String password) {
		// not in a pooled buffer, where a password would stay
		return line().raw(AUTH)
			.string(user, "user", null)
			.raw(PASS)
			.string(password, "password", null)
			.raw(END)
			.toLine();
	}

	/**
	 * Subscribes.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @param group the group, or {@code null} for none
	 * @return the line
	 * @throws JoltNotSentException if the topic or the group has a lone surrogate
	 */
	public byte[] subscribe(String topic, boolean pattern, @Nullable String group) {
		return subscription(SUB, topic, pattern, group);
	}

	/**
	 * Unsubscribes.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @param group the group, or {@code null} for none
	 * @return the line
	 * @throws JoltNotSentException if the topic or the group has a lone surrogate
	 */
	public byte[] unsubscribe(String topic, boolean pattern, @Nullable String group) {
		return subscription(UNSUB, topic, pattern, group);
	}

	/**
	 * Publishes, in the form that every broker knows.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are left out if empty
	 * @return the line
	 * @throws JoltNotSentException if topic, data or a header has a lone surrogate
	 */
	public byte[] publish(String topic, String data, Map<String, String> headers) {
		return publishLine(topic, data, headers, PublishFields.NONE);
	}

	/**
	 * Publishes with fields that the client adds, in the form that every broker knows.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are left out if empty
	 * @param added what the client adds
	 * @return the line
	 * @throws JoltNotSentException if topic, data or a header has a lone surrogate
	 */
	public byte[] publishLine(String topic, String data, Map<String, String> headers, PublishFields added) {
		LineBuffer line = publish(topic, data, headers, added, 0);
		byte[] copy = line.toLine();
		release(line);
		return copy;
	}

	/**
	 * Publishes, if possible without allocating the line.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are left out if empty
	 * @param sizedLimit how long a line may be if the broker takes unescaped data that
	 * follows its line ({@link SizedData}), otherwise 0
	 * @return the line, in a buffer to return with {@link #release}
	 * @throws JoltNotSentException if topic, data or a header has a lone surrogate
	 */
	public LineBuffer publish(String topic, String data, Map<String, String> headers, int sizedLimit) {
		return publish(topic, data, headers, PublishFields.NONE, sizedLimit);
	}

	/**
	 * Publishes with fields that the client adds.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are left out if empty
	 * @param added what the client adds
	 * @param sizedLimit how long a line may be if the broker takes unescaped data that
	 * follows its line ({@link SizedData}), otherwise 0
	 * @return the line, in a buffer to return with {@link #release}
	 * @throws JoltNotSentException if topic, data or a header has a lone surrogate
	 */
	public LineBuffer publish(String topic, String data, Map<String, String> headers, PublishFields added,
			int sizedLimit) {
		EncodedTopic encodedTopic = encoded(topic);
		LineBuffer line = take();
		try {
			return publish(line, encodedTopic, data, headers, added, sizedLimit);
		}
		catch (Throwable ex) {
			release(line);
			throw ex;
		}
	}

	private LineBuffer publish(LineBuffer line, EncodedTopic encodedTopic, String data, Map<String, String> headers,
			PublishFields added, int sizedLimit) {
		if (headers.isEmpty() && added == PublishFields.NONE && encodedTopic.isShort() && line.latin1(data)) {
			if (line.isPlain()) {
				return line.prepend(encodedTopic.beginning).raw(DATA_END);
			}
			if (sizedLimit > 0 && line.isAscii()
					&& SizedData.fits(encodedTopic.line.length - 1, data.length(), sizedLimit)) {
				return line.prepend(encodedTopic.line)
					.prepend(' ')
					.prependNumber(data.length())
					.prepend(SizedData.MARK)
					.raw('\n');
			}
		}
		return publish(line.clear(), encodedTopic, data, headers, sizedLimit, added);
	}

	private static LineBuffer publish(LineBuffer line, EncodedTopic topic, String data, Map<String, String> headers,
			int sizedLimit, PublishFields added) {
		boolean loaded = line.load(data);
		boolean sized = sizedLimit > 0 && !(loaded && line.isLoadedPlain(data.length()))
				&& sized(line, loaded, topic, data, headers, added, sizedLimit);
		if (!sized) {
			// what was tried may have loaded headers
			loaded = (headers.isEmpty() || sizedLimit == 0) ? loaded : line.load(data);
			line.clear().raw(PUB).raw(topic.json).raw(DATA);
			if (loaded) {
				line.raw('"').loaded(data.length());
				line.raw('"');
			}
			else {
				line.string(data, "data", topic.topic);
			}
			fields(line, headers, added, topic.topic).raw(END);
		}
		return line;
	}

	private static boolean sized(LineBuffer line, boolean loaded, EncodedTopic topic, String data,
			Map<String, String> headers, PublishFields added, int limit) {
		boolean ascii = loaded && line.isLoadedAscii(data.length());
		byte @Nullable [] utf8 = ascii ? null : SizedData.utf8(data);
		if (!ascii && utf8 == null) {
			return false;
		}
		int length = (utf8 != null) ? utf8.length : data.length();
		line.raw(SizedData.MARK).number(length).raw(' ');
		int begin = line.length();
		fields(line.raw(PUB).raw(topic.json), headers, added, topic.topic).raw(END);
		if (!SizedData.fits(line.length() - 1 - begin, length, limit)) {
			return false;
		}
		if (utf8 != null) {
			line.raw(utf8);
		}
		else if (headers.isEmpty() || line.load(data)) {
			line.loadedAsItIs(length);
		}
		line.raw('\n');
		return true;
	}

	private static LineBuffer fields(LineBuffer line, Map<String, String> headers, PublishFields added, String topic) {
		if (added.counted()) {
			line.raw(COUNT);
		}
		if (headers.isEmpty() && added.headers().length == 0) {
			return line;
		}
		line.raw(HEADERS).raw(added.headers());
		boolean first = added.headers().length == 0;
		for (Map.Entry<String, String> header : headers.entrySet()) {
			if (!first) {
				line.raw(',');
			}
			first = false;
			byte[] known = OWN_HEADERS.get(header.getKey());
			if (known != null) {
				line.raw(known);
			}
			else {
				line.string(header.getKey(), "header name", topic).raw(':');
			}
			line.string(header.getValue(), "header value", topic);
		}
		return line.raw('}');
	}

	private EncodedTopic encoded(String topic) {
		@Nullable EncodedTopic[] places = this.topics;
		int hash = topic.hashCode() ^ (topic.hashCode() >>> 16);
		EncodedTopic cached = places[hash & (places.length - 1)];
		if (cached != null && cached.topic.equals(topic)) {
			return cached;
		}
		EncodedTopic encoded = encode(topic);
		if (encoded.isShort()) {
			if (cached != null && ++this.displaced > places.length && places.length < MAX_CACHED_TOPICS) {
				this.displaced = 0;
				places = new EncodedTopic[2 * places.length];
				this.topics = places;
			}
			places[hash & (places.length - 1)] = encoded;
		}
		return encoded;
	}

	private EncodedTopic encode(String topic) {
		LineBuffer scratch = take();
		try {
			return new EncodedTopic(topic, scratch);
		}
		finally {
			release(scratch);
		}
	}

	/**
	 * Returns a buffer, which may then be used for another line.
	 * @param line the buffer
	 */
	public void release(LineBuffer line) {
		if (!line.isRetained()) {
			for (int i = 0; i < POOLED_BUFFERS; i++) {
				if (this.buffers[i] == line) {
					BUFFERS.setRelease(this.buffers, i, (LineBuffer) null);
				}
			}
		}
		line.release();
	}

	private LineBuffer take() {
		for (int i = 0; i < POOLED_BUFFERS; i++) {
			LineBuffer pooled = (LineBuffer) BUFFERS.getAcquire(this.buffers, i);
			if (pooled == null) {
				LineBuffer added = line();
				// if another thread was faster, this one is not pooled
				BUFFERS.compareAndSet(this.buffers, i, (LineBuffer) null, added);
				return added;
			}
			if (pooled.tryTake()) {
				return pooled.clear();
			}
		}
		return line();
	}

	private LineBuffer line() {
		return new LineBuffer(this.escapeNonAscii);
	}

	/**
	 * Pings the broker.
	 * @return the line
	 */
	public byte[] ping() {
		return PING.clone();
	}

	private byte[] subscription(byte[] op, String topic, boolean pattern, @Nullable String group) {
		LineBuffer line = line().raw(op).string(topic, "topic", topic);
		if (pattern) {
			line.raw(PATTERN);
		}
		if (group != null) {
			line.raw(GROUP).string(group, "group", topic);
		}
		return line.raw(END).toLine();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * A topic as it stands in lines.
	 */
	private static final class EncodedTopic {

		// final, so that a race cannot expose them half-built
		private final String topic;

		private final byte[] json;

		// how a publish begins, up to its data
		private final byte[] beginning;

		// a publish that is followed by its data
		private final byte[] line;

		EncodedTopic(String topic, LineBuffer scratch) {
			this.topic = topic;
			this.json = scratch.string(topic, "topic", topic).toLine();
			this.beginning = scratch.clear().raw(PUB).raw(this.json).raw(DATA).raw('"').toLine();
			this.line = scratch.clear().raw(PUB).raw(this.json).raw(END).toLine();
		}

		// to leave headroom for it
		boolean isShort() {
			return this.json.length <= MAX_CACHED_BYTES;
		}

	}

}
