package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

/**
 * Several beans where one is used: the preferred one is, and without one start-up fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class AmbiguousBeanTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("jolt.url=jolt://127.0.0.1:1")
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class));

	static Stream<Class<?>> types() {
		return Stream.of(JsonMapper.class, JoltErrorHandler.class, JoltMessageRecoverer.class,
				JoltPublishObservationConvention.class, JoltListenerObservationConvention.class,
				ObservationRegistry.class, JoltAddressProvider.class, JoltCredentialsProvider.class);
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void twoEndStartUpAndAreNamed(Class<T> type) {
		with(type, Map.of("one", plain(), "two", plain())).run((context) -> {
			AmbiguousJoltBeanException failure = failure(context.getStartupFailure());
			assertThat(failure.type()).isEqualTo(type.getName());
			assertThat(failure.beanNames()).containsExactlyInAnyOrder("one", "two");
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void aPrimaryOneIsMeant(Class<T> type) {
		with(type, Map.of("one", plain(), "two", (definition) -> definition.setPrimary(true)))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void aFallbackIsNotMeant(Class<T> type) {
		with(type, Map.of("one", plain(), "two", (definition) -> definition.setFallback(true)))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void oneThatIsNoDefaultCandidateIsNotMeant(Class<T> type) {
		with(type, Map.of("one", plain(), "two", notDefault())).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void twoPrimaryOnesEndStartUp() {
		BeanDefinitionCustomizer primary = (definition) -> definition.setPrimary(true);
		with(JoltErrorHandler.class, Map.of("one", primary, "two", primary))
			.run((context) -> assertThat(failure(context.getStartupFailure())).hasMessageContaining("one")
				.hasMessageContaining("two"));
		with(JoltAddressProvider.class, Map.of("one", primary, "two", primary))
			.run((context) -> assertThat(failure(context.getStartupFailure())).hasMessageContaining("one")
				.hasMessageContaining("two"));
	}

	@Test
	void connectionDetailsOfWhichNoneIsPreferredEndStartUpUnlessTheUsersOwnClientNeedsNone() {
		with(JoltConnectionDetails.class, Map.of("one", plain(), "two", plain()))
			.run((context) -> assertThat(failure(context.getStartupFailure()).beanNames())
				.containsExactlyInAnyOrder("one", "two"));
		with(JoltConnectionDetails.class, Map.of("one", plain(), "two", plain()))
			.withBean(JoltClient.class, () -> mock(JoltClient.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void headerMappersOfWhichNoneIsPreferredEndStartUp() {
		with(JoltHeaderMapper.class, Map.of("one", plain(), "two", plain()))
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void twoOfANamedConnectionEndStartUpAndOneForEachConnectionDoesNot() {
		BeanDefinitionCustomizer billing = (definition) -> ((AbstractBeanDefinition) definition)
			.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "billing"));
		this.contextRunner.withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:2")
			.withBean("one", JoltAddressProvider.class, AmbiguousBeanTests::addresses, billing)
			.withBean("two", JoltAddressProvider.class, AmbiguousBeanTests::addresses, billing)
			.run((context) -> assertThat(failure(context.getStartupFailure()).beanNames()).containsExactly("one",
					"two"));
		this.contextRunner.withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:2")
			.withBean("one", JoltAddressProvider.class, AmbiguousBeanTests::addresses, billing)
			.withBean("two", JoltAddressProvider.class, AmbiguousBeanTests::addresses)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void theApplicationsOwnMapperBesideSpringBootsIsNotAmbiguous() {
		this.contextRunner.withBean("mine", JsonMapper.class, JsonMapper::new, notDefault())
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JoltTemplate.class));
	}

	@Test
	void aDeveloperReadsWhichTheyAreAndWhatToDo(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TwoErrorHandlers.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		assertThatException().isThrownBy(() -> application.run("--jolt.url=jolt://127.0.0.1:1").close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(JoltErrorHandler.class.getName())
			.contains("firstOne, secondOne")
			.contains("@Primary")
			.contains("@JoltListener");
	}

	private <T> ApplicationContextRunner with(Class<T> type, Map<String, BeanDefinitionCustomizer> beans) {
		ApplicationContextRunner runner = this.contextRunner;
		for (Map.Entry<String, BeanDefinitionCustomizer> bean : beans.entrySet()) {
			runner = runner.withBean(bean.getKey(), type, () -> bean(type), bean.getValue());
		}
		return runner;
	}

	private static <T> T bean(Class<T> type) {
		if (type == JsonMapper.class) {
			return type.cast(new JsonMapper());
		}
		return (type == JoltAddressProvider.class) ? type.cast(addresses()) : mock(type);
	}

	private static JoltAddressProvider addresses() {
		return () -> List.of(new JoltAddress("127.0.0.1", 1));
	}

	private static BeanDefinitionCustomizer plain() {
		return (definition) -> {
		};
	}

	private static BeanDefinitionCustomizer notDefault() {
		return (definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false);
	}

	private static AmbiguousJoltBeanException failure(@Nullable Throwable startupFailure) {
		Throwable failure = Objects.requireNonNull(startupFailure);
		while (!(failure instanceof AmbiguousJoltBeanException ambiguous)) {
			failure = Objects.requireNonNull(failure.getCause(), "no AmbiguousJoltBeanException");
		}
		return ambiguous;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class TwoErrorHandlers {

		@Bean
		JoltErrorHandler firstOne() {
			return mock(JoltErrorHandler.class);
		}

		@Bean
		JoltErrorHandler secondOne() {
			return mock(JoltErrorHandler.class);
		}

	}

}
