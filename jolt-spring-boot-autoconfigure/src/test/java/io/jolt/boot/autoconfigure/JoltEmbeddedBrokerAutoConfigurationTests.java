package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAddress;
import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

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
				assertThat(client.status().addresses())
					.containsExactly(new JoltAddress("127.0.0.1", context.getBean(JoltBroker.class).port()));
			});
	}

	@Test
	void oneLineSaysThePort(CapturedOutput output) {
		this.contextRunner.withPropertyValues("jolt.embedded.enabled=true").run((context) -> {
			Pattern line = Pattern.compile("INFO.*Embedded Jolt broker.*" + context.getBean(JoltBroker.class).port());
			assertThat(output.getOut().lines().filter((text) -> line.matcher(text).find())).hasSize(1);
		});
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
