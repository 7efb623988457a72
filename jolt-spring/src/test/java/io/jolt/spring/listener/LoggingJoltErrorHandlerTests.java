package io.jolt.spring.listener;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingJoltErrorHandlerTests {

	private final LoggingJoltErrorHandler handler = new LoggingJoltErrorHandler();

	@Test
	void whatAListenerThrowsIsLoggedWithItsStackTrace() {
		assertThat(logged("fails", "hi")).singleElement().satisfies((event) -> {
			assertThat(event.getFormattedMessage()).contains("'orders'", "'a'");
			assertThat(event.getThrowableProxy().getMessage()).isEqualTo("not mine");
		});
	}

	@Test
	void aPayloadThatCannotBeConvertedIsLoggedInOneShortLine() {
		assertThat(logged("number", "forged\nline " + "x".repeat(100_000))).singleElement().satisfies((event) -> {
			assertThat(event.getThrowableProxy()).isNull();
			assertThat(event.getFormattedMessage()).contains("'orders'", "'a'", "MessageConversionException", "forged")
				.doesNotContain("\n")
				.hasSizeLessThan(1000);
		});
	}

	private List<ILoggingEvent> logged(String methodName, String data) {
		try (LogCapture log = LogCapture.of(LoggingJoltErrorHandler.class)) {
			JoltMessage message = JoltMessage.of("a", data);
			ContainerProperties properties = new ContainerProperties();
			properties.setErrorHandler(this.handler);
			properties.setTaskExecutor(Runnable::run);
			FakeJoltClient client = new FakeJoltClient();
			DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(client, "orders",
					List.of("a"), List.of(), listener(methodName), properties);
			container.start();
			client.deliver(message);
			container.stop();
			return log.events(Level.ERROR);
		}
	}

	private static JoltMessageListener listener(String methodName) {
		JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
		factory.afterPropertiesSet();
		Method method = Arrays.stream(Listeners.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(methodName))
			.findFirst()
			.orElseThrow();
		return new MethodListenerFactory(factory, new DefaultJoltMessageMapper(),
				new JoltTemplate(new FakeJoltClient()), new FakeJoltClient())
			.create("orders", new Listeners(), method, null);
	}

	static class Listeners {

		void number(int payload) {
			assertThat(payload).isZero();
		}

		void fails(Message<String> message) {
			throw new MessageConversionException("not mine");
		}

	}

}
