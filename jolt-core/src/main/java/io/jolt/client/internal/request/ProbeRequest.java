package io.jolt.client.internal.request;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.runtime.Completions;

/**
 * Finds out whether a plain broker answers publishes: a publish, a ping, and a
 * subscription to the empty topic, which is known to be an error, in one write. Two
 * answers, ok and error, mean that the publish has none; in every other order there are
 * three. Completes on the reader's thread with all of them.
 */
public final class ProbeRequest extends Request<List<Answer>> {

	private static final String TOPIC = "_jolt.probe";

	// owned by the reader
	private final List<Answer> answers = new ArrayList<>(3);

	/**
	 * Creates a probe.
	 * @param encoder encodes it
	 */
	public ProbeRequest(RequestEncoder encoder) {
		super(lines(encoder));
	}

	private static byte[] lines(RequestEncoder encoder) {
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		lines.writeBytes(encoder.publish(TOPIC, "", Map.of()));
		lines.writeBytes(encoder.ping());
		lines.writeBytes(encoder.subscribe("", false, null));
		return lines.toByteArray();
	}

	@Override
	public boolean answered(Answer answer, long nowNanos, Completions completions) {
		this.answers.add(answer);
		if (this.answers.size() == 3 || isUnanswered(this.answers)) {
			complete(List.copyOf(this.answers));
			return true;
		}
		return false;
	}

	/**
	 * Whether the publish among the three has no answer.
	 * @param answers all answers
	 * @return {@code true} if it has none
	 */
	public static boolean isUnanswered(List<Answer> answers) {
		return answers.size() == 2 && answers.get(0).ok() && !answers.get(1).ok();
	}

	@Override
	String describe() {
		return "probe";
	}

}
