package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.jolt.client.JoltClient;
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.exchange.ExchangeOptions;
import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class JoltAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class))
		.withUserConfiguration(CapturedOptions.class);

	@Test
	void everythingIsThereByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(JoltClient.class)
			.hasSingleBean(JoltClientLifecycle.class)
			.hasSingleBean(JoltConnectionDetails.class)
			.hasSingleBean(JoltHeaderMapper.class)
			.hasSingleBean(JoltTemplate.class)
			.hasSingleBean(JoltProperties.class));
	}

	@Test
	void thePropertiesReachTheClient() {
		this.contextRunner
			.withPropertyValues("jolt.url=jolt://app:secret@127.0.0.1:9", "jolt.connect-timeout=3s",
					"jolt.request-timeout=4s", "jolt.ping-interval=5s", "jolt.reconnect.initial-delay=10ms",
					"jolt.reconnect.max-delay=20ms", "jolt.reconnect.multiplier=3", "jolt.negotiate=off",
					"jolt.publish-acknowledgement=never", "jolt.headers-on-plain-broker=drop",
					"jolt.escape-non-ascii=false", "jolt.allow-plaintext-credentials=true", "jolt.max-line-size=2MB",
					"jolt.write-timeout=6s", "jolt.max-outstanding-pings=7", "jolt.outgoing-buffer-size=3MB",
					"jolt.compression.enabled=true", "jolt.compression.threshold=2KB",
					"jolt.compression.max-decompressed-size=5MB", "jolt.reply-timeout=8s",
					"jolt.requests.max-waiting=9", "jolt.calls.max-open=10", "jolt.calls.window=11")
			.run((context) -> {
				BuilderOptions options = context.getBean(CapturedOptions.class).options();
				assertThat(options.addresses()).containsExactly(new JoltAddress("127.0.0.1", 9));
				assertThat(options.credentials()).isEqualTo(new JoltCredentials("app", "secret"));
				assertThat(options.value("connectTimeout")).isEqualTo(Duration.ofSeconds(3));
				assertThat(options.value("requestTimeout")).isEqualTo(Duration.ofSeconds(4));
				assertThat(options.value("pingInterval")).isEqualTo(Duration.ofSeconds(5));
				assertThat(options.value("writeTimeout")).isEqualTo(Duration.ofSeconds(6));
				assertThat(options.value("maxOutstandingPings")).isEqualTo(7);
				assertThat(options.value("outgoingBufferBytes")).isEqualTo(3L * 1024 * 1024);
				assertThat(options.tls()).isNull();
				assertThat(options.value("reconnectPolicy"))
					.isEqualTo(new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(20), 3));
				assertThat(options.value("negotiation")).isEqualTo(NegotiationMode.OFF);
				assertThat(options.value("publishAcknowledgement")).isEqualTo(PublishAcknowledgement.NEVER);
				assertThat(options.value("headersOnPlainBroker")).isEqualTo(HeadersOnPlainBroker.DROP);
				assertThat(options.value("escapeNonAscii")).isEqualTo(false);
				assertThat(options.value("allowPlaintextCredentials")).isEqualTo(true);
				assertThat(options.value("maxLineBytes")).isEqualTo(2 * 1024 * 1024);
				assertThat(options.value("compression"))
					.isEqualTo(new PayloadCompression(true, 2 * 1024, 5 * 1024 * 1024));
				assertThat(options.value("exchanges"))
					.isEqualTo(ExchangeOptions.DEFAULT.withReplyTimeout(Duration.ofSeconds(8))
						.withMaxWaitingRequests(9)
						.withMaxOpenCalls(10)
						.withWindow(11));
			});
	}

	@Test
	void withoutPropertiesTheClientHasItsOwnDefaults() {
		Object defaults = BuilderOptions.of(JoltClientBuilder.create()).values();
		this.contextRunner.run((context) -> assertThat(context.getBean(CapturedOptions.class).options().values())
			.usingRecursiveComparison()
			.ignoringFields("addressProvider", "credentialsProvider", "tlsProvider")
			.isEqualTo(defaults));
	}

	@Test
	void connectionDetailsOfTheUsersBeatTheProperties() {
		this.contextRunner.withPropertyValues("jolt.url=jolt://elsewhere:9")
			.withBean(JoltConnectionDetails.class, TwoBrokers::new)
			.run((context) -> {
				BuilderOptions options = context.getBean(CapturedOptions.class).options();
				assertThat(options.addresses()).containsExactly(new JoltAddress("127.0.0.1", 1),
						new JoltAddress("127.0.0.1", 2));
				assertThat(options.credentials()).isEqualTo(new JoltCredentials("app", "secret"));
			});
	}

	@Test
	void providersOfTheUsersBeatPropertiesAndConnectionDetails() {
		JoltAddress address = new JoltAddress("127.0.0.1", 3);
		JoltCredentials credentials = new JoltCredentials("app", "token");
		this.contextRunner.withPropertyValues("jolt.url=jolt://app:secret@elsewhere:9")
			.withBean(JoltConnectionDetails.class, TwoBrokers::new)
			.withBean(JoltAddressProvider.class, () -> () -> List.of(address))
			.withBean(JoltCredentialsProvider.class, () -> () -> credentials)
			.run((context) -> {
				BuilderOptions options = context.getBean(CapturedOptions.class).options();
				assertThat(options.addresses()).containsExactly(address);
				assertThat(options.credentials()).isEqualTo(credentials);
			});
	}

	@Test
	void customizersAreCalledInTheirOrderAfterTheProperties() {
		this.contextRunner.withPropertyValues("jolt.request-timeout=4s")
			.withUserConfiguration(OrderedCustomizers.class)
			.run((context) -> {
				assertThat(context.getBean(OrderedCustomizers.class).calls).containsExactly("first PT4S",
						"second PT1S");
				assertThat(context.getBean(CapturedOptions.class).options().requestTimeout()).hasSeconds(2);
			});
	}

	@Test
	void theClientBacksOff() {
		JoltClient client = mock(JoltClient.class);
		this.contextRunner.withBean(JoltClient.class, () -> client).run((context) -> {
			assertThat(context.getBean(JoltClient.class)).isSameAs(client);
			assertThat(context).hasSingleBean(JoltTemplate.class).hasSingleBean(JoltClientLifecycle.class);
		});
	}

	@Test
	void twoClientsOfTheUsersLeaveTemplateAndLifecycleToTheUser() {
		this.contextRunner.withBean("one", JoltClient.class, () -> mock(JoltClient.class))
			.withBean("two", JoltClient.class, () -> mock(JoltClient.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(JoltTemplate.class)
				.doesNotHaveBean(JoltClientLifecycle.class));
	}

	@Test
	void theTemplateBacksOff() {
		JoltOperations operations = mock(JoltOperations.class);
		this.contextRunner.withBean(JoltOperations.class, () -> operations)
			.run((context) -> assertThat(context).hasSingleBean(JoltOperations.class)
				.doesNotHaveBean(JoltTemplate.class));
	}

	@Test
	void theHeaderMapperBacksOff() {
		JoltHeaderMapper headerMapper = mock(JoltHeaderMapper.class);
		this.contextRunner.withBean(JoltHeaderMapper.class, () -> headerMapper)
			.run((context) -> assertThat(context.getBean(JoltHeaderMapper.class)).isSameAs(headerMapper));
	}

	@Test
	void theTemplateHasItsDefaultTopic() {
		this.contextRunner.withPropertyValues("jolt.template.default-topic=chat.general")
			.run((context) -> assertThat(context.getBean(JoltTemplate.class).getDefaultTopic())
				.isEqualTo("chat.general"));
		this.contextRunner.withPropertyValues("jolt.template.default-topic=")
			.run((context) -> assertThat(context.getBean(JoltTemplate.class).getDefaultTopic()).isNull());
	}

	@Test
	void jsonIsWrittenByTheApplicationsMapper() {
		this.contextRunner
			.withBean(JsonMapper.class,
					() -> JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build())
			.run((context) -> assertThat(json(context.getBean(JoltTemplate.class).getMessageConverter()))
				.isEqualTo("{\"unit_price\":3}"));
	}

	@Test
	void jacksonsPropertiesReachTheJsonOnTheWire() {
		this.contextRunner.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
			.run((context) -> assertThat(json(context.getBean(JoltTemplate.class).getMessageConverter()))
				.isEqualTo("{\"unit_price\":3}"));
	}

	@Test
	void aConverterOfTheUsersIsUsedByItsName() {
		MessageConverter converter = new StringMessageConverter();
		this.contextRunner
			.withBean(JoltAutoConfiguration.MESSAGE_CONVERTER_BEAN_NAME, MessageConverter.class, () -> converter)
			.run((context) -> assertThat(context.getBean(JoltTemplate.class).getMessageConverter())
				.isSameAs(converter));
	}

	@Test
	void theConverterIsNobodyElses() {
		this.contextRunner.withUserConfiguration(WantsAConverter.class)
			.run((context) -> assertThat(context.getBean(WantsAConverter.class).converter).isNull());
	}

	@Test
	void textTravelsWithoutJackson() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JoltTemplate.class));
	}

	@Test
	void aBadPropertyIsNamed() {
		assertNamed("jolt.url=http://app:sentinel@broker", "jolt.url");
		assertNamed("jolt.port=0", "jolt.port");
		assertNamed("jolt.connect-timeout=0", "jolt.connect-timeout");
		assertNamed("jolt.request-timeout=-1s", "jolt.request-timeout");
		assertNamed("jolt.ping-interval=-1s", "jolt.ping-interval");
		assertNamed("jolt.reconnect.multiplier=0.5", "jolt.reconnect");
		assertNamed("jolt.max-line-size=1B", "jolt.max-line-size");
		assertNamed("jolt.max-line-size=3GB", "jolt.max-line-size");
		assertNamed("jolt.max-line-size=-3GB", "jolt.max-line-size");
		assertNamed("jolt.compression.threshold=-1B", "jolt.compression.threshold");
		assertNamed("jolt.compression.max-decompressed-size=0", "jolt.compression.max-decompressed-size");
		assertNamed("jolt.reply-timeout=0", "jolt.reply-timeout");
		assertNamed("jolt.requests.max-waiting=0", "jolt.requests.max-waiting");
		assertNamed("jolt.calls.max-open=0", "jolt.calls.max-open");
		assertNamed("jolt.calls.window=0", "jolt.calls.window");
		assertNamed("jolt.calls.window=65537", "jolt.calls.window");
		assertNamed("jolt.write-timeout=0", "jolt.write-timeout");
		assertNamed("jolt.max-outstanding-pings=0", "jolt.max-outstanding-pings");
		assertNamed("jolt.outgoing-buffer-size=0", "jolt.outgoing-buffer-size");
		assertNamed("jolt.addresses=broker:1,app:sentinel@broker:2", "jolt.addresses[1]");
		assertNamed("jolt.ssl.bundle=unknown", "jolt.ssl.bundle");
		assertNamed("jolt.connection-file-passphrase=sentinel", "jolt.connection-file-passphrase");
	}

	private void assertNamed(String value, String property) {
		this.contextRunner.withPropertyValues(value)
			.run((context) -> assertThat(
					NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())))
				.isInstanceOf(InvalidJoltPropertyException.class)
				.hasMessageContaining("'" + property + "'")
				.hasMessageNotContaining("sentinel"));
	}

	private static String json(MessageConverter converter) {
		Message<?> message = converter.toMessage(new Item(3), MessageBuilder.withPayload("").build().getHeaders());
		return String.valueOf(Objects.requireNonNull(message).getPayload());
	}

	record Item(int unitPrice) {
	}

	@Configuration(proxyBeanMethods = false)
	static class CapturedOptions {

		private @Nullable BuilderOptions options;

		@Bean
		@Order
		JoltClientBuilderCustomizer capturingCustomizer() {
			return (builder) -> {
				this.options = BuilderOptions.of(builder);
				// nothing here needs a broker, and nothing may reach one by chance
				builder.address("127.0.0.1", 1);
			};
		}

		BuilderOptions options() {
			return Objects.requireNonNull(this.options);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedCustomizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		JoltClientBuilderCustomizer secondCustomizer() {
			return (builder) -> call("second", builder).requestTimeout(Duration.ofSeconds(2));
		}

		@Bean
		@Order(1)
		JoltClientBuilderCustomizer firstCustomizer() {
			return (builder) -> call("first", builder).requestTimeout(Duration.ofSeconds(1));
		}

		private JoltClientBuilder call(String name, JoltClientBuilder builder) {
			this.calls.add(name + " " + BuilderOptions.of(builder).requestTimeout());
			return builder;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WantsAConverter {

		@Autowired(required = false)
		private @Nullable MessageConverter converter;

	}

	static class TwoBrokers implements JoltConnectionDetails {

		@Override
		public List<JoltAddress> getAddresses() {
			return List.of(new JoltAddress("127.0.0.1", 1), new JoltAddress("127.0.0.1", 2));
		}

		@Override
		public String getUsername() {
			return "app";
		}

		@Override
		public String getPassword() {
			return "secret";
		}

	}

}
