package io.jolt.spring.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;

import org.springframework.core.ResolvableType;

/**
 * Keeps what clients send, and answers with what a test sets.
 */
@SuppressWarnings("NullAway") // the fake and its nulls
class FakeExchanges implements Exchanges {

	/**
	 * What was sent.
	 */
	final List<Sent> sent = new CopyOnWriteArrayList<>();

	/**
	 * What completes the publishes and requests.
	 */
	volatile CompletableFuture<Object> answer = CompletableFuture.completedFuture(null);

	/**
	 * The items that answer a call.
	 */
	volatile Flux<Object> items = Flux.empty();

	@Override
	public CompletableFuture<PublishResult> publish(JoltServiceRequest request, Duration timeout) {
		add("publish", request, timeout, null);
		return this.answer.thenApply((value) -> PublishResult.of(JoltMessage.of(request.getTopic(), ""), true));
	}

	@Override
	public CompletableFuture<Object> request(JoltServiceRequest request, Duration timeout, ResolvableType type) {
		add("request", request, timeout, type);
		return this.answer;
	}

	@Override
	public CompletableFuture<JoltReply> reply(JoltServiceRequest request, Duration timeout) {
		add("reply", request, timeout, null);
		return this.answer.thenApply(JoltReply.class::cast);
	}

	@Override
	public Flow.Publisher<?> call(JoltServiceRequest request, Duration timeout, ResolvableType type) {
		return FlowAdapters.toFlowPublisher(Flux.defer(() -> {
			Sent sending = add("call", request, timeout, type);
			if (request.getPayload() instanceof Flow.Publisher<?> stream) {
				return Flux.from(FlowAdapters.toPublisher(stream)).doOnNext(sending.stream::add).thenMany(this.items);
			}
			return this.items;
		}));
	}

	private Sent add(String way, JoltServiceRequest request, Duration timeout, ResolvableType type) {
		Sent sending = new Sent(way, request.getTopic(), request.getPayload(), Map.copyOf(request.getHeaders()),
				timeout, (type != null) ? type.toString() : null, new ArrayList<>());
		this.sent.add(sending);
		return sending;
	}

	/**
	 * What was sent last.
	 * @return it
	 */
	Sent last() {
		return this.sent.get(this.sent.size() - 1);
	}

	/**
	 * What was sent.
	 *
	 * @param way the method that was called
	 * @param topic the topic
	 * @param payload the payload
	 * @param headers the headers
	 * @param timeout the limit
	 * @param type what the answer is to be converted to
	 * @param stream the items of a payload that is a stream
	 */
	record Sent(String way, String topic, Object payload, Map<String, Object> headers, Duration timeout, String type,
			List<Object> stream) {

	}

}
