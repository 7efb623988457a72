package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests of what an application may bring along: transports, interceptors, a mapper and
 * converters.
 */
class TransportTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class));

	@Test
	void aTransportIsChosenByItsName() {
		this.contextRunner.withUserConfiguration(OtherTransport.class)
			.withPropertyValues("jolt.transport=other", "jolt.connections.plain.port=1",
					"jolt.connections.more.transport=other")
			.run((context) -> {
				OtherTransport other = context.getBean(OtherTransport.class);
				assertThat(other.made).containsExactlyInAnyOrder("default", "more");
				assertThat(context).hasBean("joltTemplate").hasBean("joltListenerContainerFactory");
				assertThat(context).doesNotHaveBean("joltConnectionDetails");
			});
	}

	@Test
	void joltIsTheTransportUnlessToldOtherwise() {
		this.contextRunner.withUserConfiguration(OtherTransport.class).run((context) -> {
			assertThat(context.getBean(OtherTransport.class).made).isEmpty();
			assertThat(context).hasSingleBean(JoltClient.class).hasSingleBean(JoltConnectionDetails.class);
		});
	}

	@Test
	void aTransportThatNobodyKnowsEndsStartUpWithThoseThatThereAre() {
		this.contextRunner.withUserConfiguration(OtherTransport.class)
			.withPropertyValues("jolt.transport=carrier-pigeon")
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = Objects.requireNonNull(new UnknownJoltTransportFailureAnalyzer()
					.analyze(Objects.requireNonNull(context.getStartupFailure())));
				assertThat(analysis.getDescription()).contains("jolt.transport", "carrier-pigeon");
				assertThat(analysis.getAction()).contains("jolt", "other");
			});
	}

	@Test
	void interceptorsAreBeansAndTakePartInTheirOrder() {
		this.contextRunner.withUserConfiguration(Interceptors.class, Listening.class)
			.withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> {
				context.getBean(JoltTemplate.class).convertAndSend("orders", "hi");
				Listening listening = context.getBean(Listening.class);
				await().untilAsserted(() -> assertThat(listening.received).containsExactly("hi from orders"));
				assertThat(context.getBean(Interceptors.class).calls).containsExactly("publish 1", "publish 2",
						"deliver 1", "deliver 2");
			});
	}

	@Test
	void anApplicationsOwnMapperMapsForTemplateAndListeners() {
		this.contextRunner.withUserConfiguration(OwnMapper.class, Listening.class)
			.withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> {
				context.getBean(JoltTemplate.class).convertAndSend("orders", "hi");
				Listening listening = context.getBean(Listening.class);
				await().untilAsserted(() -> assertThat(listening.received).containsExactly("<hi> from orders"));
			});
	}

	@Test
	void aConverterIsUsedWhateverItsName() {
		this.contextRunner.withUserConfiguration(Converters.class, PointListening.class)
			.withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> {
				JoltTemplate template = context.getBean(JoltTemplate.class);
				template.convertAndSend("points", new Point(1, 2));
				PointListening listening = context.getBean(PointListening.class);
				await().untilAsserted(() -> assertThat(listening.received).containsExactly(new Point(1, 2)));
				assertThat(context.getBean(Converters.class).written).containsExactly("first:1;2");
			});
	}

	@Test
	void anotherTransportNeedsNoAddress() {
		this.contextRunner.withUserConfiguration(OtherTransport.class)
			.withPropertyValues("jolt.transport=other")
			.run((context) -> assertThat(context).hasSingleBean(JoltClient.class)
				.doesNotHaveBean(JoltConnectionDetails.class));
	}

	@Test
	void twoFactoriesOfOneTransportEndStartUpAndAnOwnOneReplacesOurs() {
		this.contextRunner.withUserConfiguration(OtherTransport.class)
			.withBean("another", OtherTransport.class)
			.withPropertyValues("jolt.transport=other")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(AmbiguousJoltBeanException.class));
		JoltClient own = mock(JoltClient.class);
		this.contextRunner.withBean(JoltClientFactory.class, () -> factory("jolt", own))
			.run((context) -> assertThat(context.getBean(JoltClient.class)).isSameAs(own));
	}

	private static JoltClientFactory factory(String transport, JoltClient client) {
		return new JoltClientFactory() {
			@Override
			public String transport() {
				return transport;
			}

			@Override
			public JoltClient createClient(String connection) {
				return client;
			}
		};
	}

	@Test
	void convertersThatSpringDefinesForItselfOrThatAreNotOfferedAreLeftAlone() {
		this.contextRunner.withUserConfiguration(Converters.class).withInitializer((context) -> {
			RootBeanDefinition integration = new RootBeanDefinition(CompositeMessageConverter.class);
			integration.getConstructorArgumentValues().addIndexedArgumentValue(0, List.of(new DeafConverter()));
			((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("integrationLike", integration);
			RootBeanDefinition hidden = new RootBeanDefinition(DeafConverter.class);
			hidden.setDefaultCandidate(false);
			((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("hidden", hidden);
		}).run((context) -> {
			List<MessageConverter> found = MessageConverterBeans.find(context.getBeanFactory());
			assertThat(found).containsExactly(context.getBean("whateverItsName", MessageConverter.class),
					context.getBean("later", MessageConverter.class));
		});
	}

	static class DeafConverter implements MessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return null;
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherTransport implements JoltClientFactory {

		final List<String> made = new CopyOnWriteArrayList<>();

		@Override
		public String transport() {
			return "other";
		}

		@Override
		public JoltClient createClient(String connection) {
			this.made.add(connection);
			return JoltClientBuilder.create().address("127.0.0.1", 1).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		final List<String> calls = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		JoltClientInterceptor second() {
			return interceptor("2");
		}

		@Bean
		@Order(1)
		JoltClientInterceptor first() {
			return interceptor("1");
		}

		private JoltClientInterceptor interceptor(String name) {
			return new JoltClientInterceptor() {
				@Override
				public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
					Interceptors.this.calls.add("publish " + name);
					return next.publish(message);
				}

				@Override
				public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
					Interceptors.this.calls.add("deliver " + name);
					next.onMessage(message);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMapper {

		@Bean
		JoltMessageMapper bracketing() {
			DefaultJoltMessageMapper usual = new DefaultJoltMessageMapper();
			return new JoltMessageMapper() {
				@Override
				public JoltMessage toJolt(String topic, Message<?> message) {
					JoltMessage mapped = usual.toJolt(topic, message);
					return JoltMessage.of(topic, "<" + mapped.data(), mapped.headers());
				}

				@Override
				public Message<?> fromJolt(JoltMessage message) {
					return usual.fromJolt(JoltMessage.of(message.topic(), message.data() + ">", message.headers()));
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converters {

		final List<String> written = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		MessageConverter later() {
			return converter("later:");
		}

		@Bean
		@Order(1)
		MessageConverter whateverItsName() {
			return converter("first:");
		}

		private MessageConverter converter(String prefix) {
			return new MessageConverter() {
				@Override
				public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
					String text = message.getPayload().toString();
					if (targetClass != Point.class || !text.startsWith(prefix)) {
						return null;
					}
					String[] parts = text.substring(prefix.length()).split(";", -1);
					return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
				}

				@Override
				public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
					if (!(payload instanceof Point point)) {
						return null;
					}
					String text = prefix + point.x() + ";" + point.y();
					Converters.this.written.add(text);
					return new GenericMessage<>(text);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		final List<String> received = new CopyOnWriteArrayList<>();

		@JoltListener("orders")
		void receive(String text, @Header(JoltHeaders.RECEIVED_TOPIC) String topic) {
			this.received.add(text + " from " + topic);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PointListening {

		final List<Point> received = new CopyOnWriteArrayList<>();

		@JoltListener("points")
		void receive(Point point) {
			this.received.add(point);
		}

	}

	record Point(int x, int y) {
	}

}
