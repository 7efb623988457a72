package io.jolt.spring.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.spring.internal.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.MessageHeaders;
import org.springframework.util.Assert;

/**
 * A message that a template sends.
 */
final class TemplateMessageSpec implements JoltMessageSpec {

	private final JoltTemplate template;

	private final String topic;

	// unmodifiable, in the order in which they were set
	private final Map<String, Object> headers;

	private final PublishOptions options;

	TemplateMessageSpec(JoltTemplate template, String topic) {
		this(template, topic, Map.of(), PublishOptions.DEFAULT);
	}

	private TemplateMessageSpec(JoltTemplate template, String topic, Map<String, Object> headers,
			PublishOptions options) {
		this.template = template;
		this.topic = topic;
		this.headers = headers;
		this.options = options;
	}

	@Override
	public JoltMessageSpec type(@Nullable String type) {
		return property(JoltHeaders.MESSAGE_TYPE, type);
	}

	@Override
	public JoltMessageSpec id(@Nullable String id) {
		return property(JoltHeaders.MESSAGE_ID, id);
	}

	private JoltMessageSpec property(String name, @Nullable String value) {
		Map<String, Object> changed = new LinkedHashMap<>(this.headers);
		if (value != null) {
			ProtocolHeaders.requireValid(name, value);
			changed.put(name, value);
		}
		else {
			changed.remove(name);
		}
		return with(changed);
	}

	@Override
	public JoltMessageSpec header(String name, Object value) {
		Assert.notNull(value, () -> "The value of the header '" + name + "' must not be null");
		return headers(Map.of(name, value));
	}

	@Override
	public JoltMessageSpec headers(Map<String, ?> added) {
		Map<String, Object> changed = new LinkedHashMap<>(this.headers);
		if (added instanceof MessageHeaders received && received.containsKey(JoltHeaders.RECEIVED_TOPIC)) {
			received.forEach((name, value) -> {
				if (!name.equals(JoltHeaders.RECEIVED_TOPIC)
						&& ProtocolHeaders.isPassedOn(name, String.valueOf(value))) {
					changed.put(name, value);
				}
			});
		}
		else {
			SentHeaders.requireSettable(added);
			changed.putAll(added);
		}
		return with(changed);
	}

	private JoltMessageSpec with(Map<String, Object> changed) {
		return new TemplateMessageSpec(this.template, this.topic, Collections.unmodifiableMap(changed), this.options);
	}

	@Override
	public JoltMessageSpec compress(boolean compressed) {
		return with(this.options.withCompression(compressed));
	}

	@Override
	public JoltMessageSpec timeout(Duration timeout) {
		Assert.notNull(timeout, "timeout must not be null");
		return with(this.options.withTimeout(timeout));
	}

	private JoltMessageSpec with(PublishOptions changed) {
		return new TemplateMessageSpec(this.template, this.topic, this.headers, changed);
	}

	@Override
	public PublishResult send(Object payload) {
		return this.template.sendAndWait(this.topic, payload, this.headers, this.options);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(Object payload) {
		return this.template.sendAsync(this.topic, payload, this.headers, this.options);
	}

	@Override
	public JoltRequestSpec request(Object payload) {
		return new TemplateRequestSpec(this.template, this.topic, payload, this.headers, this.options, Set.of());
	}

	@Override
	public <T> Flow.Publisher<T> requestChannel(Flow.Publisher<?> items, Class<T> type) {
		return channel(items, PayloadType.of(type));
	}

	@Override
	public <T> Flow.Publisher<T> requestChannel(Flow.Publisher<?> items, ParameterizedTypeReference<T> type) {
		return channel(items, PayloadType.of(type));
	}

	private <T> Flow.Publisher<T> channel(Flow.Publisher<?> items, PayloadType<T> type) {
		return this.template.channel(this.topic, items, this.headers, this.options, type);
	}

	@Override
	public String toString() {
		return "JoltMessageSpec[topic=" + this.topic + ", headers=" + this.headers + ", options=" + this.options + "]";
	}

}
