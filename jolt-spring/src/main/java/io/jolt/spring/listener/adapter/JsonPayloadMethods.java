package io.jolt.spring.listener.adapter;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * The methods whose payload is read from JSON. Separate, because it needs Jackson. Add
 * all methods before several threads use it.
 */
final class JsonPayloadMethods {

	private final JsonMapper mapper;

	private final List<Candidate> candidates = new ArrayList<>();

	JsonPayloadMethods(JsonMapper mapper) {
		this.mapper = mapper;
	}

	void add(Type type, ReplyingHandlerMethod method) {
		Candidate added = new Candidate(payloadType(type, method), method);
		for (Candidate present : this.candidates) {
			Assert.isTrue(!present.type().isLike(added.type()), () -> "no payload can tell " + present.describe()
					+ " from " + added.describe() + ", because JSON for the one is JSON for the other");
		}
		this.candidates.add(added);
	}

	private JsonPayloadType payloadType(Type type, ReplyingHandlerMethod method) {
		try {
			return new JsonPayloadType(this.mapper, this.mapper.constructType(type));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("the payload of " + method.method().getMethod().toGenericString()
					+ " cannot be read from JSON: " + ex.getMessage(), ex);
		}
	}

	JsonShape shape(String text) {
		return JsonShape.of(this.mapper.tokenStreamFactory(), text);
	}

	/**
	 * The methods that fit best.
	 * @param shape the payload
	 * @return one; none if no method fits; several if they fit equally well
	 */
	List<ReplyingHandlerMethod> best(JsonShape shape) {
		List<Candidate> best = new ArrayList<>();
		int bestFit = 0;
		for (Candidate candidate : this.candidates) {
			int fit = candidate.type().fit(shape);
			if (fit > bestFit) {
				best.clear();
				bestFit = fit;
			}
			if (fit == bestFit) {
				best.add(candidate);
			}
		}
		return mostSpecific(best);
	}

	private static List<ReplyingHandlerMethod> mostSpecific(List<Candidate> candidates) {
		return candidates.stream()
			.filter((candidate) -> candidates.stream().noneMatch((other) -> other.isMoreSpecificThan(candidate)))
			.map(Candidate::method)
			.toList();
	}

	private record Candidate(JsonPayloadType type, ReplyingHandlerMethod method) {

		boolean isMoreSpecificThan(Candidate other) {
			Class<?> one = this.type.type().getRawClass();
			Class<?> two = other.type.type().getRawClass();
			return one != two && two.isAssignableFrom(one);
		}

		String describe() {
			return this.type + " (" + this.method.method().getMethod().toGenericString() + ")";
		}

	}

}
