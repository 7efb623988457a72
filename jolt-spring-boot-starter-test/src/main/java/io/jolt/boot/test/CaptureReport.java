package io.jolt.boot.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jolt.client.JoltMessage;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Describes captured messages in test failures. Text from the wire is escaped and
 * shortened.
 */
final class CaptureReport {

	private static final int MAX_SHOWN = 200;

	private static final int MAX_MESSAGES = 20;

	private CaptureReport() {
	}

	/**
	 * Describes what arrived, on the topic under test and on others.
	 * @param expectation what was expected
	 * @param topic the topic
	 * @param all all messages that are visible to the test
	 * @return the text
	 */
	static String of(String expectation, String topic, List<JoltMessage> all) {
		List<JoltMessage> found = all.stream().filter((message) -> message.topic().equals(topic)).toList();
		StringBuilder text = new StringBuilder("%s, but %d came".formatted(expectation, found.size()));
		found.stream().limit(MAX_MESSAGES).forEach((message) -> text.append("%n  %s".formatted(content(message))));
		if (found.size() > MAX_MESSAGES) {
			text.append("%n  ... and %d more".formatted(found.size() - MAX_MESSAGES));
		}
		Map<String, Long> others = all.stream()
			.map(JoltMessage::topic)
			.filter((other) -> !other.equals(topic))
			.collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
		text.append("%nOn other topics: %s".formatted(others.isEmpty() ? "nothing" : escape(others.toString())));
		return text.toString();
	}

	static String describe(JoltMessage message) {
		return "the message on topic '" + escape(message.topic()) + "': " + content(message);
	}

	/**
	 * Shows a payload or a header's value.
	 * @param value the value
	 * @return its text
	 */
	static String text(Object value) {
		String text = value.toString();
		return (text.length() <= MAX_SHOWN) ? escape(text)
				: escape(text.substring(0, MAX_SHOWN)) + "... (" + text.length() + " characters)";
	}

	/**
	 * Shows a time limit.
	 * @param limit the limit
	 * @return its text
	 */
	static String text(Duration limit) {
		return DurationFormatterUtils.print(limit, DurationFormat.Style.COMPOSITE);
	}

	private static String content(JoltMessage message) {
		String shown = text(message.data());
		return message.headers().isEmpty() ? shown : shown + " with headers " + escape(message.headers().toString());
	}

	private static String escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			if (Character.isISOControl(character)) {
				escaped.append("\\u%04x".formatted(character));
			}
			else {
				escaped.appendCodePoint(character);
			}
		});
		return escaped.toString();
	}

}
