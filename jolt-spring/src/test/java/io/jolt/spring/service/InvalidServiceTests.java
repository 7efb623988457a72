package io.jolt.spring.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.jolt.client.PublishResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Interfaces of which no client can be made.
 */
class InvalidServiceTests {

	private final JoltServiceProxyFactory factory = JoltServiceProxyFactory.builder(new FakeExchanges()).build();

	@ParameterizedTest
	@ValueSource(classes = { NoAnnotation.class, NoTopic.class, Wildcard.class, LastWildcard.class, EmptyToken.class,
			Reserved.class, Placeholder.class, TwoPayloads.class, TwoAnnotated.class, LocalHeader.class,
			ProtocolHeader.class, HeadersNoMap.class, RawFuture.class, Unknown.class, JavaStream.class,
			StreamOfNothing.class, Nested.class, MonoPayload.class, PublishedStream.class, NoDuration.class,
			NegativeDuration.class, BadType.class })
	void theErrorNamesTheMethod(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createClient(type))
			.withMessageContaining(type.getName())
			.withMessageContaining(" bad(");
	}

	@Test
	void aClientNeedsAnInterfaceWithMethods() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createClient(String.class))
			.withMessageContaining("java.lang.String");
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createClient(Empty.class))
			.withMessageContaining(Empty.class.getName());
	}

	interface Empty {

	}

	@JoltExchange("orders")
	interface NoAnnotation {

		@JoltExchange("good")
		void good();

		void bad(String payload);

	}

	interface NoTopic {

		@JoltExchange(" ")
		void bad();

	}

	@JoltExchange("orders")
	interface Wildcard {

		@JoltExchange("*.quote")
		void bad();

	}

	interface LastWildcard {

		@JoltExchange("orders.>")
		void bad();

	}

	@JoltExchange("orders.")
	interface EmptyToken {

		@JoltExchange("quote")
		void bad();

	}

	interface Reserved {

		@JoltExchange("_jolt.inbox")
		void bad();

	}

	interface Placeholder {

		@JoltExchange("${app}")
		void bad();

	}

	interface TwoPayloads {

		@JoltExchange("orders")
		void bad(String first, String second);

	}

	interface TwoAnnotated {

		@JoltExchange("orders")
		void bad(@Payload String first, String second);

	}

	interface LocalHeader {

		@JoltExchange("orders")
		void bad(@Header("jolt_topic") String topic);

	}

	interface ProtocolHeader {

		@JoltExchange("orders")
		void bad(@Header("jolt-reply-to") String topic);

	}

	interface HeadersNoMap {

		@JoltExchange("orders")
		void bad(@Headers List<String> headers);

	}

	interface RawFuture {

		@JoltExchange("orders")
		@SuppressWarnings("rawtypes")
		CompletableFuture bad();

	}

	interface Unknown {

		@JoltExchange("orders")
		<T> T bad(Class<T> type);

	}

	interface JavaStream {

		@JoltExchange("orders")
		Stream<String> bad();

	}

	interface StreamOfNothing {

		@JoltExchange("orders")
		Flux<Void> bad();

	}

	interface Nested {

		@JoltExchange("orders")
		CompletableFuture<Flux<String>> bad();

	}

	interface MonoPayload {

		@JoltExchange("orders")
		void bad(Mono<String> payload);

	}

	interface PublishedStream {

		@JoltExchange("orders")
		PublishResult bad(Flux<String> payload);

	}

	interface NoDuration {

		@JoltExchange(value = "orders", timeout = "soon")
		Map<String, String> bad();

	}

	interface NegativeDuration {

		@JoltExchange(value = "orders", timeout = "-2s")
		Map<String, String> bad();

	}

	interface BadType {

		@JoltExchange(value = "orders", type = "a\u0007b")
		void bad();

	}

}
