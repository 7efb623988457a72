package io.jolt.client.connection;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.InboundFrame;
import io.jolt.client.internal.protocol.JsonObjectReader;
import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from the broker. Safe for use by several threads.
 */
public final class JoltResponseParser {

	private JoltResponseParser() {
	}

	/**
	 * Reads all fields of a line.
	 * @param rawLine the line
	 * @return the fields in their order: strings, numbers, booleans, lists, maps, nulls
	 * @throws JoltException if the line is no JSON object
	 */
	public static Map<String, @Nullable Object> parse(String rawLine) {
		return JsonObjectReader.read(rawLine);
	}

	/**
	 * Reads a line: with topic and data it is a message, else {@code ok} decides.
	 * @param rawLine the line
	 * @return a {@link JoltTopicMessage}, {@link JoltErrorResponse} or
	 * {@link JoltOkResponse}
	 * @throws JoltException if it is none of them
	 */
	public static JoltResponse parseResponse(String rawLine) {
		byte[] bytes = rawLine.getBytes(StandardCharsets.UTF_8);
		return response(new FrameDecoder().decode(bytes, 0, bytes.length), rawLine);
	}

	/**
	 * Reads a line that is an error.
	 * @param rawLine the line
	 * @return the error
	 * @throws JoltException if it is none
	 */
	public static JoltErrorResponse parseErrorResponse(String rawLine) {
		return expect(JoltErrorResponse.class, rawLine);
	}

	/**
	 * Reads a line that is a message.
	 * @param rawLine the line
	 * @return the message
	 * @throws JoltException if it is none
	 */
	public static JoltTopicMessage parseTopicMessage(String rawLine) {
		return expect(JoltTopicMessage.class, rawLine);
	}

	static JoltResponse response(InboundFrame frame, String rawLine) {
		if (frame instanceof Delivery delivery) {
			return new JoltTopicMessage(rawLine, delivery.topic(), delivery.data());
		}
		String error = ((Answer) frame).error();
		return (error != null) ? new JoltErrorResponse(rawLine, error) : new JoltOkResponse(rawLine);
	}

	private static <T extends JoltResponse> T expect(Class<T> type, String rawLine) {
		JoltResponse response = parseResponse(rawLine);
		if (!type.isInstance(response)) {
			throw new JoltException("The line is no " + type.getSimpleName() + " but a "
					+ response.getClass().getSimpleName() + ": '" + WireText.sanitize(rawLine) + "'");
		}
		return type.cast(response);
	}

}
