package io.jolt.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.core.JoltTemplate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * The life of a context that the annotation customized.
 */
class EmbeddedJoltContextTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Test
	void brokerAndConnectionsEndWithTheContext() {
		// those of other tests' contexts, which are cached
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		JoltBroker broker;
		try (ConfigurableApplicationContext context = run(TestApplication.class)) {
			broker = context.getBean(JoltBroker.class);
			assertThat(broker.isRunning()).isTrue();
		}
		assertThat(broker.isRunning()).isFalse();
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread) && thread.getName().startsWith("jolt"))
				.isEmpty());
	}

	@Test
	void severalContextsHaveABrokerEach() {
		try (ConfigurableApplicationContext one = run(TestApplication.class);
				ConfigurableApplicationContext two = run(TestApplication.class)) {
			one.getBean(JoltTemplate.class).convertAndSend("orders.created", "one");
			two.getBean(JoltTemplate.class).convertAndSend("orders.created", "two");
			assertThat(one.getBean(JoltMessageCaptor.class).await("orders.created", 1, TIMEOUT))
				.extracting(JoltMessage::data)
				.containsExactly("one");
			assertThat(two.getBean(JoltMessageCaptor.class).await("orders.created", 1, TIMEOUT))
				.extracting(JoltMessage::data)
				.containsExactly("two");
		}
	}

	@Test
	void aContextThatPausedCapturesAgain() throws InterruptedException {
		try (ConfigurableApplicationContext context = run(TestApplication.class)) {
			context.stop();
			assertThat(context.getBean(JoltBroker.class).isRunning()).isFalse();
			context.start();
			context.getBean(JoltTemplate.class).convertAndSend("orders.created", "after the pause");
			assertThat(context.getBean(JoltMessageCaptor.class).await("orders.created", 1, TIMEOUT)).hasSize(1);
			assertThat(context.getBean(TestApplication.class).nextOrder()).isEqualTo("after the pause");
		}
	}

	@Test
	void itWinsOverConnectionDetailsOfTheApplication() {
		try (ConfigurableApplicationContext context = run(WithConnectionDetails.class)) {
			assertThat(context.getBean(JoltClient.class).status().servers())
				.containsExactly("127.0.0.1:" + context.getBean(JoltBroker.class).port());
		}
	}

	@Test
	void whatAnyClientPublishesIsCaptured() {
		try (ConfigurableApplicationContext context = run(TestApplication.class);
				JoltClient outsider = JoltClientBuilder.create()
					.address("127.0.0.1", context.getBean(JoltBroker.class).port())
					.build()) {
			outsider.connect();
			for (int i = 0; i < 1000; i++) {
				outsider.publish("many", "message " + i).join();
			}
			assertThat(context.getBean(JoltMessageCaptor.class).await("many", 1000, TIMEOUT))
				.extracting(JoltMessage::data)
				.startsWith("message 0")
				.endsWith("message 999");
		}
	}

	@Test
	void whatIsPublishedWhileBeansAreMadeIsCapturedToo() {
		try (ConfigurableApplicationContext context = run(PublishesEarly.class)) {
			assertThat(context.getBean(JoltMessageCaptor.class).await("early", 1, TIMEOUT))
				.extracting(JoltMessage::data)
				.containsExactly("constructed");
		}
	}

	@Test
	void testClassesWithTheSameSettingsShareOneContext() {
		assertThat(customizer(EmbeddedJoltTests.class)).isEqualTo(customizer(SameSettings.class))
			.hasSameHashCodeAs(customizer(SameSettings.class))
			.isNotEqualTo(customizer(OtherSettings.class));
	}

	@Test
	void onlyAnnotatedClassesAreCustomized() {
		assertThat(customizer(EmbeddedJoltTests.class)).isNotNull();
		assertThat(customizer(EmbeddedJoltTests.NestedClass.class)).isNotNull();
		assertThat(customizer(EmbeddedJoltContextTests.class)).isNull();
	}

	private static @Nullable ContextCustomizer customizer(Class<?> testClass) {
		return new EmbeddedJoltContextCustomizerFactory().createContextCustomizer(testClass, List.of());
	}

	private static ConfigurableApplicationContext run(Class<?> source) {
		ContextCustomizer customizer = Objects.requireNonNull(customizer(SameSettings.class));
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.initializers((context) -> customizer.customizeContext(context, mock(MergedContextConfiguration.class)))
			.run("--jolt.startup=fail");
	}

	@EmbeddedJolt
	static class SameSettings {

	}

	@EmbeddedJolt(properties = "a=b")
	static class OtherSettings {

	}

	@Configuration(proxyBeanMethods = false)
	static class PublishesEarly extends TestApplication {

		@Bean
		InitializingBean publishing(JoltTemplate template) {
			return () -> template.convertAndSend("early", "constructed");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithConnectionDetails extends TestApplication {

		@Bean
		JoltConnectionDetails elsewhere() {
			return () -> List.of(new JoltAddress("127.0.0.1", 1));
		}

	}

}
