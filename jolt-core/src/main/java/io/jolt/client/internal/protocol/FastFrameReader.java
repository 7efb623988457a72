package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import io.jolt.client.JoltMessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that make up nearly all of a connection's traffic: deliveries whose
 * values are strings, and {@code ok}. It rejects nothing: anything else, malformed or
 * only unusual, it leaves to {@link JsonFrameReader}. Not safe for use by several
 * threads.
 */
final class FastFrameReader {

	private static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] OK_KEY = "ok\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TOPIC_KEY = "topic\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA_KEY = "data\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] HEADERS_KEY = "headers\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] GROUP_KEY = "group\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SUBSCRIBERS_KEY = "subscribers\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	// more digits may not fit into an int
	private static final int MAX_DIGITS = 9;

	// how long a remembered line beginning may be
	private static final int MAX_BEGINNING_BYTES = 128;

	private static final byte[] NOTHING = {};

	private final JsonStringReader strings = new JsonStringReader();

	private final RecentStrings topics = new RecentStrings();

	private final RecentStrings groups = new RecentStrings();

	private final RecentStrings headerNames = new RecentStrings();

	// all below is owned by the reading thread

	// how the last delivery began, up to its data: the next one nearly always begins the
	// same
	private byte[] beginning = NOTHING;

	// the topic of that delivery
	private @Nullable String beginningTopic;

	// its group, if that came before the data
	private @Nullable String beginningGroup;

	// the line that is being read, and where
	private byte[] bytes = NOTHING;

	private int start;

	private int at;

	private int end;

	// its known fields up to there
	private boolean ok;

	private @Nullable String topic;

	private @Nullable String data;

	private @Nullable Map<String, String> headers;

	private @Nullable String group;

	private int subscribers;

	// names and values of the headers that are being read
	private final String[] pairs = new String[2 * FewHeaders.MAX];

	/**
	 * Reads a line.
	 * @param line holds the line
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @return what it is, or {@code null} to leave it to the other reader
	 */
	@Nullable InboundFrame read(byte[] line, int offset, int length) {
		if (length == OK.length && Arrays.equals(line, offset, offset + length, OK, 0, length)) {
			return Answer.OK;
		}
		begin(line, offset, length);
		boolean read = beginsLikeTheLast() ? fields() : (token('{') && field() && fields());
		InboundFrame frame = null;
		if (read && this.topic != null && this.data != null) {
			frame = new Delivery(this.topic, this.data, (this.headers != null) ? this.headers : Map.of(), this.group,
					length);
		}
		else if (read && this.ok) {
			frame = Answer.counted(this.subscribers);
		}
		begin(NOTHING, 0, 0);
		return frame;
	}

	/**
	 * Reads a line followed by its data.
	 * @param line holds the line
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @param dataBehind the data
	 * @param frameBytes how many bytes both have
	 * @return the delivery, or {@code null} to leave it to the other reader
	 */
	@Nullable Delivery read(byte[] line, int offset, int length, String dataBehind, int frameBytes) {
		begin(line, offset, length);
		boolean read = token('{') && field() && fields();
		Delivery delivery = null;
		if (read && this.topic != null && this.data == null) {
			delivery = new Delivery(this.topic, dataBehind, (this.headers != null) ? this.headers : Map.of(),
					this.group, frameBytes);
		}
		begin(NOTHING, 0, 0);
		return delivery;
	}

	private void begin(byte[] line, int offset, int length) {
		this.bytes = line;
		this.start = offset;
		this.at = offset;
		this.end = offset + length;
		this.ok = false;
		this.topic = null;
		this.data = null;
		this.headers = null;
		this.group = null;
		this.subscribers = Answer.NOT_COUNTED;
	}

	// reads up to the end of the data if so
	private boolean beginsLikeTheLast() {
		int dataFrom = this.start + this.beginning.length;
		if (this.beginningTopic == null || dataFrom > this.end
				|| !Arrays.equals(this.bytes, this.start, dataFrom, this.beginning, 0, this.beginning.length)) {
			return false;
		}
		String read = this.strings.read(this.bytes, dataFrom, this.end);
		if (read == null) {
			return false;
		}
		this.at = this.strings.next();
		this.topic = this.beginningTopic;
		this.group = this.beginningGroup;
		this.data = read;
		return true;
	}

	private void remember(int dataFrom) {
		if (this.topic != null && this.headers == null && !this.ok && this.subscribers == Answer.NOT_COUNTED
				&& dataFrom - this.start <= MAX_BEGINNING_BYTES) {
			this.beginning = Arrays.copyOfRange(this.bytes, this.start, dataFrom);
			this.beginningTopic = this.topic;
			this.beginningGroup = this.group;
		}
	}

	private boolean fields() {
		while (token(',')) {
			if (!field()) {
				return false;
			}
		}
		return token('}') && skipWhitespace() == this.end;
	}

	// a duplicate key is left for the other reader to refuse
	private boolean field() {
		if (!token('"')) {
			return false;
		}
		if (this.data == null && key(DATA_KEY)) {
			this.data = data();
			return this.data != null;
		}
		if (this.topic == null && key(TOPIC_KEY)) {
			this.topic = recent(this.topics);
			return this.topic != null;
		}
		if (this.headers == null && key(HEADERS_KEY)) {
			this.headers = headers();
			return this.headers != null;
		}
		if (this.group == null && key(GROUP_KEY)) {
			this.group = recent(this.groups);
			return this.group != null;
		}
		if (this.subscribers == Answer.NOT_COUNTED && key(SUBSCRIBERS_KEY)) {
			this.subscribers = number();
			return this.subscribers != Answer.NOT_COUNTED;
		}
		if (!this.ok && key(OK_KEY)) {
			this.ok = token(':') && isTrue();
			return this.ok;
		}
		return false;
	}

	private @Nullable String data() {
		if (!token(':') || !token('"')) {
			return null;
		}
		int from = this.at;
		String read = rest();
		if (read != null) {
			remember(from);
		}
		return read;
	}

	private @Nullable String recent(RecentStrings cache) {
		return token(':') ? recentQuoted(cache) : null;
	}

	private @Nullable String recentQuoted(RecentStrings cache) {
		if (!token('"')) {
			return null;
		}
		int from = this.at;
		// an escape may hide a quote, but then what is found here was never put there
		int to = ByteSearch.endOfPlainText(this.bytes, from, this.end);
		if (to < this.end && this.bytes[to] == '"') {
			String cached = cache.get(this.bytes, from, to);
			if (cached != null) {
				this.at = to + 1;
				return cached;
			}
		}
		String read = rest();
		if (read != null && this.at - 1 == to) {
			cache.put(this.bytes, from, to, read);
		}
		return read;
	}

	// leaves what is no plain number to the other reader
	private int number() {
		if (!token(':')) {
			return Answer.NOT_COUNTED;
		}
		int from = skipWhitespace();
		int limit = Math.min(this.end, from + MAX_DIGITS);
		int value = 0;
		while (this.at < limit && this.bytes[this.at] >= '0' && this.bytes[this.at] <= '9') {
			value = 10 * value + this.bytes[this.at++] - '0';
		}
		boolean plain = this.at > from && (this.bytes[from] != '0' || this.at == from + 1);
		return plain ? value : Answer.NOT_COUNTED;
	}

	private @Nullable Map<String, String> headers() {
		if (!token(':') || !token('{')) {
			return null;
		}
		if (token('}')) {
			return Map.of();
		}
		int count = 0;
		do {
			String name = (count < this.pairs.length) ? recentQuoted(this.headerNames) : null;
			String value = (name != null) ? headerValue(name) : null;
			if (name == null || value == null || isAmong(name, count)) {
				return null;
			}
			this.pairs[count++] = name;
			this.pairs[count++] = value;
		}
		while (token(','));
		return token('}') ? new FewHeaders(Arrays.copyOf(this.pairs, count)) : null;
	}

	private boolean isAmong(String name, int count) {
		for (int i = 0; i < count; i += 2) {
			if (this.pairs[i].equals(name)) {
				return true;
			}
		}
		return false;
	}

	// an answerer gets most requests from a few inboxes
	private @Nullable String headerValue(String name) {
		if (name.equals(JoltMessageHeaders.REPLY_TO)) {
			return recent(this.topics);
		}
		return (token(':') && token('"')) ? rest() : null;
	}

	// of a string, after its opening quote
	private @Nullable String rest() {
		String string = this.strings.read(this.bytes, this.at, this.end);
		this.at = this.strings.next();
		return string;
	}

	private boolean isTrue() {
		skipWhitespace();
		return key(TRUE);
	}

	private boolean key(byte[] expected) {
		int next = this.at + expected.length;
		if (next > this.end || !Arrays.equals(this.bytes, this.at, next, expected, 0, expected.length)) {
			return false;
		}
		this.at = next;
		return true;
	}

	private boolean token(char expected) {
		int next = skipWhitespace();
		if (next == this.end || this.bytes[next] != expected) {
			return false;
		}
		this.at = next + 1;
		return true;
	}

	private int skipWhitespace() {
		int next = this.at;
		while (next < this.end && isWhitespace(this.bytes[next])) {
			next++;
		}
		this.at = next;
		return next;
	}

	private static boolean isWhitespace(byte b) {
		return b == ' ' || b == '\t' || b == '\r' || b == '\n';
	}

}
