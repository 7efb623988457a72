package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Connections beside the default one.
 */
@Timeout(60)
class NamedConnectionTests {

	private final JoltBroker one = JoltBroker.builder().port(0).start();

	private final JoltBroker two = JoltBroker.builder().port(0).start();

	private final ApplicationContextRunner namedOnly = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class))
		.withPropertyValues("jolt.connections.billing.host=127.0.0.1",
				"jolt.connections.billing.port=" + this.two.port());

	private final ApplicationContextRunner contextRunner = this.namedOnly.withPropertyValues("jolt.host=127.0.0.1",
			"jolt.port=" + this.one.port());

	@AfterEach
	void close() {
		this.one.close();
		this.two.close();
	}

	@Test
	void eachHasItsBeans() {
		this.contextRunner.run((context) -> assertThat(context).hasBean("billingJoltConnectionDetails")
			.hasBean("billingJoltClient")
			.hasBean("billingJoltClientLifecycle")
			.hasBean("billingJoltTemplate")
			.hasBean("billingJoltListenerContainerFactory")
			.hasBean("joltConnectionDetails")
			.hasBean("joltClient")
			.hasBean("joltClientLifecycle")
			.hasBean("joltTemplate")
			.hasBean("joltListenerContainerFactory"));
	}

	@Test
	void withoutAQualifierTheDefaultConnectionIsMeant() {
		this.contextRunner.withUserConfiguration(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.template).isSameAs(context.getBean("joltTemplate"));
			assertThat(injected.operations).isSameAs(context.getBean("joltTemplate"));
			assertThat(injected.client).isSameAs(context.getBean("joltClient"));
			assertThat(injected.billingTemplate).isSameAs(context.getBean("billingJoltTemplate"));
			assertThat(injected.billingOperations).isSameAs(context.getBean("billingJoltTemplate"));
			assertThat(injected.billingClient).isSameAs(context.getBean("billingJoltClient"));
			assertThat(context.getBean(JoltTemplate.class)).isSameAs(context.getBean("joltTemplate"));
		});
	}

	@Test
	void whatIsSentOnOneConnectionReachesNoOther() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			context.getBean("billingJoltTemplate", JoltTemplate.class).convertAndSend("orders", "to billing");
			context.getBean("joltTemplate", JoltTemplate.class).convertAndSend("orders", "to the default");
			assertThat(listeners.billing.poll(10, TimeUnit.SECONDS)).isEqualTo("to billing");
			assertThat(listeners.plain.poll(10, TimeUnit.SECONDS)).isEqualTo("to the default");
			assertThat(listeners.billing).isEmpty();
			assertThat(listeners.plain).isEmpty();
		});
	}

	@Test
	void itsPropertiesAreItsOwnAndTheOthersAreTheDefaults() {
		this.contextRunner.withUserConfiguration(Options.class)
			.withPropertyValues("jolt.request-timeout=3s", "jolt.username=app", "jolt.password=secret",
					"jolt.template.default-topic=plain", "jolt.connections.billing.connect-timeout=4s",
					"jolt.connections.billing.template.default-topic=invoices", "jolt.connections.billing.startup=fail")
			.run((context) -> {
				BuilderOptions billing = context.getBean(Options.class).billing();
				assertThat(billing.value("connectTimeout")).isEqualTo(Duration.ofSeconds(4));
				assertThat(billing.requestTimeout()).hasSeconds(10);
				assertThat(billing.credentials()).isNull();
				assertThat(context.getBean("billingJoltTemplate", JoltTemplate.class).getDefaultTopic())
					.isEqualTo("invoices");
				assertThat(context.getBean("joltTemplate", JoltTemplate.class).getDefaultTopic()).isEqualTo("plain");
				assertThat(context.getBean("billingJoltClientLifecycle", JoltClientLifecycle.class))
					.hasFieldOrPropertyWithValue("startupMode", StartupMode.FAIL)
					.hasFieldOrPropertyWithValue("connectionName", "billing");
				assertThat(context.getBean("joltClientLifecycle", JoltClientLifecycle.class))
					.hasFieldOrPropertyWithValue("startupMode", StartupMode.RETRY);
			});
	}

	@Test
	void aCustomizerWithAConnectionsNameIsCalledForThatOneOnly() {
		this.contextRunner.withUserConfiguration(Customizers.class).run((context) -> {
			assertThat(context.getBean(Customizers.class).calls).containsExactlyInAnyOrder("all", "all", "billing",
					"default");
			assertThat(context.getBean("billingJoltListenerContainerFactory")).isNotNull();
			assertThat(context.getBean(Customizers.class).factories).containsExactlyInAnyOrder("default", "billing");
		});
	}

	@Test
	void providersBelongToTheConnectionOfTheirQualifier() {
		this.contextRunner.withUserConfiguration(Options.class, BillingCredentials.class).run((context) -> {
			Options options = context.getBean(Options.class);
			assertThat(options.billing().credentials()).isEqualTo(new JoltCredentials("billing", "secret"));
			assertThat(options.plain().credentials()).isNull();
		});
	}

	@Test
	void aBeanOfTheUsersWithTheNameTakesItsPlaceAndBelongsToTheConnection() {
		this.contextRunner.withUserConfiguration(Options.class, BillingDetails.class).run((context) -> {
			assertThat(context.getBean(Options.class).billing().addresses())
				.containsExactly(new JoltAddress("127.0.0.1", 1));
			assertThat(context.getBean(Options.class).plain().addresses())
				.containsExactly(new JoltAddress("127.0.0.1", this.one.port()));
			assertThat(context).hasBean("joltConnectionDetails");
		});
	}

	@Test
	void besideNamedOnesThereIsADefaultConnectionOnlyIfSomethingSaysWhere() {
		ApplicationContextRunner named = this.namedOnly.withPropertyValues("jolt.request-timeout=3s", "jolt.url=");
		named.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean("joltConnectionDetails")
			.doesNotHaveBean("joltClient")
			.doesNotHaveBean("joltClientLifecycle")
			.doesNotHaveBean("joltTemplate")
			.doesNotHaveBean("joltListenerContainerFactory")
			.hasBean("billingJoltTemplate"));
		named.withPropertyValues("jolt.port=9").run((context) -> assertThat(context).hasBean("joltClient"));
		named.withPropertyValues("jolt.addresses[0]=127.0.0.1:9")
			.run((context) -> assertThat(context).hasBean("joltClient"));
		named.withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> assertThat(context).hasBean("joltClient"));
		named.withBean(JoltAddressProvider.class, () -> () -> List.of(new JoltAddress("127.0.0.1", 9)))
			.run((context) -> assertThat(context).hasBean("joltClient"));
		named.withBean(JoltConnectionDetails.class, () -> () -> List.of(new JoltAddress("127.0.0.1", 9)))
			.run((context) -> assertThat(context).hasBean("joltClient"));
		named.withBean(JoltClient.class, () -> mock(JoltClient.class))
			.run((context) -> assertThat(context).hasBean("joltTemplate"));
	}

	@Test
	void theEmbeddedBrokerTakesThePlaceOfTheDefaultOneOnly() {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true").run((context) -> {
			int embedded = context.getBean(JoltBroker.class).port();
			Awaitility.await().untilAsserted(() -> {
				assertThat(address(context.getBean("joltClient", JoltClient.class))).isEqualTo(embedded);
				assertThat(address(context.getBean("billingJoltClient", JoltClient.class))).isEqualTo(this.two.port());
			});
		});
	}

	@Test
	void oneThatIsDownHarmsNoOther() {
		this.two.stop();
		this.contextRunner.withUserConfiguration(Listeners.class)
			.withPropertyValues("jolt.startup=fail", "jolt.startup-timeout=200ms")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("billingJoltClient", JoltClient.class).state())
					.isNotEqualTo(ConnectionState.OPEN);
				context.getBean("joltTemplate", JoltTemplate.class).convertAndSend("orders", "all the same");
				assertThat(context.getBean(Listeners.class).plain.poll(10, TimeUnit.SECONDS)).isEqualTo("all the same");
			});
	}

	@Test
	void aListenerThatItsBrokerRefusesEndsStartUpOnlyIfThatConnectionSaysSo() {
		try (JoltBroker strict = JoltBroker.builder().port(0).user("app", "password", "publish:>").start()) {
			ApplicationContextRunner refused = this.contextRunner.withUserConfiguration(Listeners.class)
				.withPropertyValues("jolt.startup=fail", "jolt.connections.billing.port=" + strict.port(),
						"jolt.connections.billing.username=app", "jolt.connections.billing.password=password");
			refused.run((context) -> assertThat(context).hasNotFailed());
			refused.withPropertyValues("jolt.startup=retry", "jolt.connections.billing.startup=fail")
				.run((context) -> assertThat(context).hasFailed());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "Default", "[a b]", "[a.b]" })
	void aBadNameIsRefused(String name) {
		this.contextRunner.withPropertyValues("jolt.connections." + name + ".port=1")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidJoltPropertyException.class)
				.hasMessageContaining("'jolt.connections'")
				.hasMessageContaining("'" + name.replaceAll("[\\[\\]]", "") + "'"));
	}

	@ParameterizedTest
	@CsvSource({ "port,70000,port", "url,http://app:sentinel@x,url", "username,app,password",
			"password,sentinel,username", "connect-timeout,-1s,connect-timeout", "ssl.bundle,none,ssl.bundle",
			"addresses,a b,addresses[0]", "connection-file,none.json,connection-file",
			"connection-file-passphrase,sentinel,connection-file-passphrase" })
	void aBadValueNamesTheConnectionsProperty(String property, String value, String named) {
		this.contextRunner.withPropertyValues("jolt.connections.shop." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'jolt.connections.shop." + named + "'")
				.hasMessageNotContaining("sentinel"));
	}

	@Test
	void anEnvironmentVariableForAnotherSpellingIsNoOtherConnection() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("JOLT_CONNECTIONS_MYBROKER_TEMPLATE_DEFAULTTOPIC", "mine",
								"JOLT_CONNECTIONS_BILLING_TEMPLATE_DEFAULTTOPIC", "invoices"))))
			.withPropertyValues("jolt.connections.my-broker.port=" + this.two.port())
			.run((context) -> {
				assertThat(context.getBeanNamesForType(JoltTemplate.class)).containsExactlyInAnyOrder("joltTemplate",
						"billingJoltTemplate", "my-brokerJoltTemplate");
				assertThat(context.getBean("my-brokerJoltTemplate", JoltTemplate.class).getDefaultTopic())
					.isEqualTo("mine");
				assertThat(context.getBean("billingJoltTemplate", JoltTemplate.class).getDefaultTopic())
					.isEqualTo("invoices");
			});
	}

	@Test
	void contradictingPropertiesAreNamedWithTheConnection() {
		this.contextRunner
			.withPropertyValues("jolt.connections.shop.url=jolt://127.0.0.1:1",
					"jolt.connections.shop.addresses=127.0.0.1:2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jolt.connections.shop.url")
				.hasMessageContaining("jolt.connections.shop.addresses"));
	}

	@Test
	void listenersOfAllConnectionsStopBeforeAnyClient() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			assertThat(context.getBean(JoltListenerEndpointRegistry.class).getPhase())
				.isGreaterThan(context.getBean("billingJoltClientLifecycle", JoltClientLifecycle.class).getPhase())
				.isGreaterThan(context.getBean("joltClientLifecycle", JoltClientLifecycle.class).getPhase());
			JoltClient billing = context.getBean("billingJoltClient", JoltClient.class);
			context.close();
			assertThat(billing.state()).isEqualTo(ConnectionState.CLOSED);
			Awaitility.await().until(() -> this.two.connections() == 0);
		});
	}

	private static int address(JoltClient client) {
		ConnectionInfo connection = client.status().connection();
		return (connection != null)
				? Integer.parseInt(connection.server().substring(connection.server().lastIndexOf(':') + 1)) : -1;
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Autowired
		@Nullable JoltTemplate template;

		@Autowired
		@Nullable JoltOperations operations;

		@Autowired
		@Nullable JoltClient client;

		@Autowired
		@Qualifier("billing")
		@Nullable JoltTemplate billingTemplate;

		@Autowired
		@Qualifier("billing")
		@Nullable JoltOperations billingOperations;

		@Autowired
		@Qualifier("billing")
		@Nullable JoltClient billingClient;

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		final BlockingQueue<String> plain = new LinkedBlockingQueue<>();

		final BlockingQueue<String> billing = new LinkedBlockingQueue<>();

		@JoltListener("orders")
		void receive(String text) {
			this.plain.add(text);
		}

		@JoltListener(topics = "orders", connection = "billing")
		void receiveOfBilling(String text) {
			this.billing.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Options {

		private final Map<String, BuilderOptions> options = new HashMap<>();

		@Bean
		@Qualifier("billing")
		JoltClientBuilderCustomizer billingCustomizer() {
			return (builder) -> this.options.put("billing", BuilderOptions.of(builder));
		}

		@Bean
		@Qualifier("default")
		JoltClientBuilderCustomizer defaultCustomizer() {
			return (builder) -> this.options.put("default", BuilderOptions.of(builder));
		}

		BuilderOptions billing() {
			return Objects.requireNonNull(this.options.get("billing"));
		}

		BuilderOptions plain() {
			return Objects.requireNonNull(this.options.get("default"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		final List<String> calls = new ArrayList<>();

		final List<String> factories = new ArrayList<>();

		@Bean
		JoltClientBuilderCustomizer all() {
			return (builder) -> this.calls.add("all");
		}

		@Bean
		@Qualifier("billing")
		JoltClientBuilderCustomizer one() {
			return (builder) -> this.calls.add("billing");
		}

		@Bean
		@Qualifier("default")
		JoltClientBuilderCustomizer other() {
			return (builder) -> this.calls.add("default");
		}

		@Bean
		JoltListenerContainerFactoryCustomizer factories() {
			return (factory) -> this.factories.add(factory.getContainerProperties().getConnectionName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BillingCredentials {

		@Bean
		@Qualifier("billing")
		JoltCredentialsProvider credentials() {
			return () -> new JoltCredentials("billing", "secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BillingDetails {

		@Bean
		JoltConnectionDetails billingJoltConnectionDetails() {
			return () -> List.of(new JoltAddress("127.0.0.1", 1));
		}

	}

}
