package io.jolt.spring.listener.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltMessageConverters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Listener methods where there is no JSON library.
 */
class TextOnlyCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "record", "list", "optional", "message" })
	void aMethodThatNeedsJsonIsRefused(String method) {
		assertThatExceptionOfType(MissingJoltMessageConverterException.class)
			.isThrownBy(() -> create(JoltMessageConverters.createTextOnly(), method))
			.withMessageContaining(method + "(")
			.withMessageContaining("without Jackson");
		assertThatNoException().isThrownBy(() -> create(JoltMessageConverters.create(), method));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "bytes", "optionalText", "messageOfText", "anyMessage", "raw" })
	void aMethodThatTakesTextIsNot(String method) {
		assertThatNoException().isThrownBy(() -> create(JoltMessageConverters.createTextOnly(), method));
	}

	@Test
	void anExpressionThatNothingEvaluatesIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> create(JoltMessageConverters.createTextOnly(), "expression"))
			.withMessageContaining("expression(int)");
	}

	private static void create(MessageConverter converter, String method) {
		JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
		factory.setMessageConverter(converter);
		factory.afterPropertiesSet();
		factory.createInvocableHandlerMethod(new Methods(),
				List.of(ReflectionUtils.getUniqueDeclaredMethods(Methods.class))
					.stream()
					.filter((candidate) -> candidate.getName().equals(method))
					.findFirst()
					.orElseThrow());
	}

	record Order(String name) {
	}

	static class Methods {

		void record(Order order, @Header("id") int id) {
		}

		void list(List<String> names) {
		}

		void optional(Optional<Order> order) {
		}

		void message(Message<Order> message) {
		}

		void text(String text, @Header("id") int id, @Headers Map<String, Object> headers) {
		}

		void bytes(byte[] bytes, MessageHeaders headers) {
		}

		void optionalText(Optional<String> text) {
		}

		void messageOfText(Message<String> message) {
		}

		void anyMessage(Message<?> message) {
		}

		void raw(JoltMessage message) {
		}

		void expression(@Payload(expression = "length()") int length) {
		}

	}

}
