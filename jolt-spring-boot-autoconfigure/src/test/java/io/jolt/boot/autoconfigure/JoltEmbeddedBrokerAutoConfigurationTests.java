package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessageDeliveryException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class JoltEmbeddedBrokerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltEmbeddedBrokerAutoConfiguration.class, JoltListenerAutoConfiguration.class));

	@Test
	void noBrokerRunsUnlessItIsAskedFor() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(JoltBroker.class)
			.doesNotHaveBean(JoltBrokerLifecycle.class));
	}

	@Test
	void noBrokerClassIsNeededUnlessOneIsAskedFor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.jolt.broker"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JoltClient.class));
	}

	@Test
	void theClientFindsTheBrokerByItself() {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.url=jolt://127.0.0.1:1")
			.run((context) -> {
				JoltClient client = context.getBean(JoltClient.class);
				assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
				assertThat(client.status().servers())
					.containsExactly("127.0.0.1:" + context.getBean(JoltBroker.class).port());
			});
	}

	@Test
	void oneLineSaysWhatDoesNotCountBesideIt(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.url=jolt://app:sentinel@broker.example:8080",
					"jolt.host=broker.example")
			.run((context) -> assertThat(output.getOut()
				.lines()
				.filter((line) -> line.contains("INFO") && line.contains("'jolt.embedded.enabled'")
						&& line.contains("'jolt.url', 'jolt.host'")))
				.hasSize(1));
		assertThat(output).doesNotContain("sentinel");
	}

	@Test
	void aConnectionFileDoesNotCountBesideIt(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.connection-file=missing.json",
					"jolt.connection-file-passphrase=sentinel")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("'jolt.connection-file'").doesNotContain("sentinel");
	}

	@Test
	void whereNothingElseIsSetNothingIsSaid(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.url=",
					"jolt.connections.billing.url=jolt://127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("leads to the embedded broker");
	}

	@Test
	void oneLineSaysThePort(CapturedOutput output) {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true").run((context) -> {
			Pattern line = Pattern.compile("INFO.*Embedded Jolt broker.*" + context.getBean(JoltBroker.class).port());
			assertThat(output.getOut().lines().filter((text) -> line.matcher(text).find())).hasSize(1);
		});
	}

	@Test
	void theLimitsReachTheBroker() {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.embedded.max-line-size=2MB",
					"jolt.embedded.max-connections=7", "jolt.embedded.max-connections-per-address=6",
					"jolt.embedded.max-subscriptions-per-connection=5", "jolt.embedded.outbound-soft-size=3MB",
					"jolt.embedded.outbound-soft-duration=6s", "jolt.embedded.outbound-hard-size=4MB",
					"jolt.embedded.authentication-timeout=7s", "jolt.embedded.authentication-failure-delay=8ms",
					"jolt.embedded.authentication-failures-per-minute=9", "jolt.embedded.throttle-delay=10s",
					"jolt.embedded.unauthenticated-line-size=1KB", "jolt.embedded.unauthenticated-total-size=2KB",
					"jolt.embedded.unauthenticated-answer-size=3KB", "jolt.embedded.drain-timeout=11s",
					"jolt.embedded.tls-handshake-timeout=12s", "jolt.embedded.max-subscription-size-per-connection=4KB",
					"jolt.embedded.max-heap-size=5KB", "jolt.embedded.max-direct-size=6KB")
			.run((context) -> {
				JoltBrokerOptions options = context.getBean(JoltBroker.class).options();
				assertThat(options.maxLineBytes()).isEqualTo(2 * 1024 * 1024);
				assertThat(options.maxConnections()).isEqualTo(7);
				assertThat(options.maxConnectionsPerAddress()).isEqualTo(6);
				assertThat(options.maxSubscriptionsPerConnection()).isEqualTo(5);
				assertThat(options.maxSubscriptionBytesPerConnection()).isEqualTo(4096);
				assertThat(options.maxHeapBytes()).isEqualTo(5120);
				assertThat(options.maxDirectBytes()).isEqualTo(6144);
				assertThat(options.outboundSoftBytes()).isEqualTo(3 * 1024 * 1024);
				assertThat(options.outboundSoftDuration()).hasSeconds(6);
				assertThat(options.outboundHardBytes()).isEqualTo(4 * 1024 * 1024);
				assertThat(options.authenticationTimeout()).hasSeconds(7);
				assertThat(options.authenticationFailureDelay()).hasMillis(8);
				assertThat(options.authenticationFailuresPerMinute()).isEqualTo(9);
				assertThat(options.throttleDelay()).hasSeconds(10);
				assertThat(options.unauthenticatedLineBytes()).isEqualTo(1024);
				assertThat(options.unauthenticatedTotalBytes()).isEqualTo(2048);
				assertThat(options.unauthenticatedAnswerBytes()).isEqualTo(3072);
				assertThat(options.drainTimeout()).hasSeconds(11);
				assertThat(options.tlsHandshakeTimeout()).hasSeconds(12);
			});
	}

	@Test
	void withoutPropertiesTheBrokerHasItsOwnDefaults() {
		JoltBrokerOptions defaults = JoltBroker.builder().port(0).build().options();
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> assertThat(context.getBean(JoltBroker.class).options()).usingRecursiveComparison()
				.isEqualTo(defaults));
	}

	@ParameterizedTest
	@ValueSource(strings = { "port=-1", "max-line-size=0", "max-line-size=3GB", "max-connections=0",
			"max-connections-per-address=0", "max-subscriptions-per-connection=0",
			"max-subscription-size-per-connection=0", "max-heap-size=0", "max-direct-size=0", "outbound-soft-size=33MB",
			"outbound-soft-duration=0", "outbound-hard-size=0", "authentication-timeout=0",
			"authentication-failure-delay=-1s", "authentication-failures-per-minute=0", "throttle-delay=-1s",
			"unauthenticated-line-size=0", "unauthenticated-total-size=0", "unauthenticated-answer-size=0",
			"drain-timeout=-1s", "tls-handshake-timeout=0" })
	void aBadLimitIsNamed(String value) {
		String property = "jolt.embedded." + value.substring(0, value.indexOf('='));
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true", "jolt.embedded." + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidJoltPropertyException.class)
				.hasMessageContaining("'" + property + "'"));
	}

	@Test
	void theBuilderCanBeCustomizedAndTheClientHasItsCredentials() {
		this.contextRunner
			.withBean(JoltBrokerBuilderCustomizer.class,
					() -> (builder) -> builder.passwordIterations(1).user("app", "secret", "publish:>"))
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.username=app",
					"jolt.password=secret")
			.run((context) -> {
				assertThat(context.getBean(JoltBroker.class).options().securityEnabled()).isTrue();
				assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
			});
	}

	@Test
	void permissionsOfTheEmbeddedBrokerReachThePublisherAndTheListener() {
		this.contextRunner
			.withBean(JoltBrokerBuilderCustomizer.class,
					() -> (builder) -> builder.passwordIterations(1).user("app", "secret", "publish:chat.>"))
			.withUserConfiguration(Receiver.class)
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.username=app", "jolt.password=secret")
			.run((context) -> {
				assertThatExceptionOfType(MessageDeliveryException.class)
					.isThrownBy(() -> context.getBean(JoltTemplate.class).convertAndSend("orders.created", "1"))
					.havingCause()
					.isInstanceOfSatisfying(JoltRejectedException.class,
							(rejected) -> assertThat(rejected.code()).isEqualTo("not_authorized"));
				assertThat(context.getBean(JoltListenerEndpointRegistry.class).getListenerContainers()).singleElement()
					.satisfies((container) -> assertThat(container.ready()).isCompletedExceptionally());
			});
	}

	@Test
	void aBrokerWithTlsIsReachedWithTheBundleOfTheApplication(@TempDir Path folder) throws IOException {
		TestAuthority authority = TestAuthority.create("Embedded");
		authority.server("127.0.0.1").write(folder, "broker");
		Path ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
		JoltBrokerTls tls = JoltBrokerTls.builder()
			.certificate(folder.resolve("broker.pem"))
			.privateKey(folder.resolve("broker.key"))
			.build();
		this.contextRunner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withBean(JoltBrokerBuilderCustomizer.class, () -> (builder) -> builder.tls(tls))
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.ssl.bundle=embedded",
					"spring.ssl.bundle.pem.embedded.truststore.certificate=" + ca.toUri())
			.run((context) -> assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN));
	}

	@Test
	void thePlainEmbeddedBrokerIsReachedWhateverTlsTheApplicationUsesElsewhere() {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.ssl.bundle=production",
					"jolt.connection-file=elsewhere.json")
			.run((context) -> assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN));
	}

	@Test
	void theBrokerEndsWithItsContext() {
		JoltBroker[] broker = new JoltBroker[1];
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true").run((context) -> {
			broker[0] = context.getBean(JoltBroker.class);
			assertThat(broker[0].isRunning()).isTrue();
		});
		assertThat(broker[0].isRunning()).isFalse();
	}

	@Test
	void aContextCanBeStoppedAndStartedAgain() {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail")
			.withUserConfiguration(Receiver.class)
			.run((context) -> {
				JoltBroker broker = context.getBean(JoltBroker.class);
				JoltTemplate template = context.getBean(JoltTemplate.class);
				Receiver receiver = context.getBean(Receiver.class);
				template.convertAndSend("chat.general", "one");
				assertThat(receiver.next()).isEqualTo("one");
				context.getSourceApplicationContext().stop();
				assertThat(broker.isRunning()).isFalse();
				assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.STOPPED);
				context.getSourceApplicationContext().start();
				template.convertAndSend("chat.general", "two");
				assertThat(receiver.next()).isEqualTo("two");
			});
	}

	@Test
	void connectionDetailsOfTheUsersMeanThatNoBrokerIsNeeded() {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true")
			.withBean(JoltConnectionDetails.class, () -> () -> List.of(new JoltAddress("127.0.0.1", 1)))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JoltBroker.class));
	}

	@Test
	void aBrokerOfTheUsersIsRun() {
		JoltBroker broker = JoltBroker.builder().port(0).build();
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail")
			.withBean(JoltBroker.class, () -> broker)
			.run((context) -> {
				assertThat(context.getBean(JoltBroker.class)).isSameAs(broker);
				assertThat(broker.isRunning()).isTrue();
				assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
			});
	}

	@Test
	void askingForABrokerWithoutItsClassesNamesTheDependency() {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true")
			.withClassLoader(new FilteredClassLoader("io.jolt.broker"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(MissingJoltBrokerException.class)
				.hasMessageContaining("io.jolt:jolt-broker"));
	}

	@Test
	void lazyInitializationRunsTheBrokerAllTheSame() {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBean(JoltBroker.class).isRunning()).isTrue();
				assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
			});
	}

	@Test
	void aBrokerThatReturnsIsFoundAgainOnItsNewPort() {
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.reconnect.initial-delay=10ms")
			.run((context) -> {
				JoltBroker broker = context.getBean(JoltBroker.class);
				JoltClient client = context.getBean(JoltClient.class);
				broker.stop();
				Awaitility.await().until(() -> client.state() != ConnectionState.OPEN);
				broker.start();
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> client.state() == ConnectionState.OPEN);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Receiver {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(topics = "chat.general")
		void receive(String text) {
			this.received.add(text);
		}

		String next() throws InterruptedException {
			String text = this.received.poll(5, TimeUnit.SECONDS);
			return (text != null) ? text : "nothing came";
		}

	}

}
