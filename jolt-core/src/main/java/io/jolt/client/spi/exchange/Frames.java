package io.jolt.client.spi.exchange;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

/**
 * The messages of requests and calls: writes their headers, and reads them without
 * trusting them.
 */
final class Frames {

	static final String OPEN = "open";

	static final String ACCEPT = "accept";

	static final String DATA = "data";

	static final String MORE_CREDIT = "credit";

	static final String END = "end";

	static final String FAILED = "error";

	static final String CANCEL = "cancel";

	static final String ALIVE = "alive";

	/**
	 * The code that tells the other side that the call broke here.
	 */
	static final String CALL_BROKEN = "call_broken";

	private static final int MAX_ID_CHARS = 64;

	private static final int MAX_TEXT_CHARS = 8192;

	private Frames() {
	}

	static JoltMessage request(JoltMessage message, String id) {
		Map<String, String> added = Map.of(JoltMessageHeaders.CORRELATION_ID, id);
		return message.headers().isEmpty() ? new OwnMessage(message.topic(), message.data(), added)
				: with(message, message.topic(), added);
	}

	static JoltMessage reply(JoltMessage request, String replyTo, JoltReply reply) {
		Map<String, String> headers = new LinkedHashMap<>(reply.message().headers());
		String id = request.headers().get(JoltMessageHeaders.CORRELATION_ID);
		if (id != null) {
			headers.put(JoltMessageHeaders.CORRELATION_ID, id);
		}
		if (!reply.isError()) {
			headers.put(JoltMessageHeaders.STATUS, reply.status());
		}
		return new OwnMessage(replyTo, reply.data(), headers);
	}

	/**
	 * What the application has set in a reply.
	 * @param reply the reply
	 * @return the message without the protocol's header of an error
	 */
	static JoltMessage withoutError(JoltReply reply) {
		JoltMessage message = reply.message();
		if (!reply.isError()) {
			return message;
		}
		Map<String, String> headers = new LinkedHashMap<>(message.headers());
		headers.remove(JoltMessageHeaders.ERROR);
		return JoltMessage.of(message.topic(), message.data(), headers);
	}

	static JoltMessage open(JoltMessage first, String call, int credit, boolean more) {
		Map<String, String> headers = frame(OPEN, call);
		headers.put(JoltMessageHeaders.CREDIT, Integer.toString(credit));
		if (more) {
			headers.put(JoltMessageHeaders.MORE, "true");
		}
		return with(first, first.topic(), headers);
	}

	static JoltMessage accept(String call, String topic, int credit) {
		return signal(ACCEPT, call, topic, JoltMessageHeaders.CREDIT, credit);
	}

	static JoltMessage answeredTo(JoltMessage message, String replyTo) {
		return with(message, message.topic(), Map.of(JoltMessageHeaders.REPLY_TO, replyTo));
	}

	static JoltMessage data(CallOutput.Item item, String call, String topic, long sequence) {
		Map<String, String> headers = frame(DATA, call);
		headers.put(JoltMessageHeaders.SEQUENCE, Long.toString(sequence));
		headers.putAll(item.headers());
		return new OwnMessage(topic, item.data(), headers);
	}

	static JoltMessage credit(String call, String topic, long credit) {
		return signal(MORE_CREDIT, call, topic, JoltMessageHeaders.CREDIT, credit);
	}

	static JoltMessage end(String call, String topic, long last) {
		return signal(END, call, topic, JoltMessageHeaders.SEQUENCE, last);
	}

	static JoltMessage error(String call, String topic, String code, String text) {
		Map<String, String> headers = frame(FAILED, call);
		headers.put(JoltMessageHeaders.ERROR, code);
		return new OwnMessage(topic, text, headers);
	}

	static JoltMessage plain(String frame, String call, String topic) {
		return new OwnMessage(topic, "", frame(frame, call));
	}

	private static JoltMessage signal(String frame, String call, String topic, String header, long number) {
		Map<String, String> headers = frame(frame, call);
		headers.put(header, Long.toString(number));
		return new OwnMessage(topic, "", headers);
	}

	private static Map<String, String> frame(String frame, String call) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(JoltMessageHeaders.FRAME, frame);
		headers.put(JoltMessageHeaders.CALL, call);
		return headers;
	}

	private static JoltMessage with(JoltMessage message, String topic, Map<String, String> added) {
		Map<String, String> headers = new LinkedHashMap<>(message.headers());
		headers.putAll(added);
		return new OwnMessage(topic, message.data(), headers);
	}

	/**
	 * Whether a frame can be from one side of a call.
	 * @param message the frame
	 * @param inbox the inbox of that side
	 * @return {@code false} if it says that it is from another
	 */
	static boolean isFrom(JoltMessage message, String inbox) {
		String from = message.headers().get(JoltMessageHeaders.REPLY_TO);
		return from == null || from.equals(inbox);
	}

	static @Nullable String frame(JoltMessage message) {
		return message.headers().get(JoltMessageHeaders.FRAME);
	}

	/**
	 * The call that a frame belongs to.
	 * @param message the frame
	 * @return the id, or {@code null} if it has no plausible one
	 */
	static @Nullable String call(JoltMessage message) {
		String id = message.headers().get(JoltMessageHeaders.CALL);
		return (id != null && !id.isEmpty() && id.length() <= MAX_ID_CHARS && hasOnly(id, ' ', '~')) ? id : null;
	}

	/**
	 * The topic to answer to.
	 * @param message the message
	 * @return the topic, or {@code null} if there is no plausible one
	 */
	static @Nullable String replyTo(JoltMessage message) {
		String topic = message.headers().get(JoltMessageHeaders.REPLY_TO);
		return (topic != null && !topic.isEmpty() && hasOnly(topic, ' ', Character.MAX_VALUE)) ? topic : null;
	}

	// of every frame and request, and a stream would take longer than the rest of it
	private static boolean hasOnly(String text, char least, char greatest) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < least || c > greatest || Character.isISOControl(c)) {
				return false;
			}
		}
		return true;
	}

	static boolean hasMore(JoltMessage open) {
		return "true".equals(open.headers().get(JoltMessageHeaders.MORE));
	}

	/**
	 * Reads a number.
	 * @param message the frame
	 * @param header its header
	 * @return the number, or -1 if it is missing or is not a number from 0 on
	 */
	static long number(JoltMessage message, String header) {
		String text = message.headers().get(header);
		if (text == null || text.isEmpty() || text.length() > 18 || !hasOnly(text, '0', '9')) {
			return -1;
		}
		return Long.parseLong(text);
	}

	/**
	 * How a call ended that the other side has ended with an error.
	 * @param what failed, for the message
	 * @param message the frame
	 * @return the failure
	 */
	static JoltException callFailure(String what, JoltMessage message) {
		String code = message.headers().getOrDefault(JoltMessageHeaders.ERROR, JoltReplyException.LISTENER_FAILED);
		return CALL_BROKEN.equals(code) ? new JoltCallBrokenException(told(what, code, text(message)), null)
				: failure(what, code, message);
	}

	/**
	 * The failure that the other side reports.
	 * @param what failed, for the message
	 * @param code the code as received
	 * @param message holds the text
	 * @return the failure
	 */
	static JoltReplyErrorException failure(String what, String code, JoltMessage message) {
		String text = text(message);
		return new JoltReplyErrorException(told(what, code, text), safe(code), text);
	}

	private static String told(String what, String code, String text) {
		return "The " + what + " failed on the other side: " + safe(code)
				+ (text.isEmpty() ? "" : ": " + LogText.of(text));
	}

	private static String safe(String code) {
		return JoltReply.isStatus(code) ? code : LogText.of(code, MAX_ID_CHARS);
	}

	private static String text(JoltMessage message) {
		try {
			String text = message.data();
			return (text.length() <= MAX_TEXT_CHARS) ? text : text.substring(0, MAX_TEXT_CHARS);
		}
		catch (JoltException ex) {
			// it cannot be decoded, but the code says what matters
			return "";
		}
	}

	/**
	 * A message whose headers were made for it alone and are sent at once, so that they
	 * need not be copied or protected.
	 *
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which nobody changes
	 */
	private record OwnMessage(String topic, String data, Map<String, String> headers) implements JoltMessage {

	}

}
