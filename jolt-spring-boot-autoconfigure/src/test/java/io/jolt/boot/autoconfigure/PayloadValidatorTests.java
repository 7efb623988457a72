package io.jolt.boot.autoconfigure;

import java.util.Objects;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.validation.DataBinder;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Which of an application's validators validates payloads.
 */
@ExtendWith(OutputCaptureExtension.class)
class PayloadValidatorTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(JacksonAutoConfiguration.class,
			ValidationAutoConfiguration.class, JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("jolt.url=jolt://127.0.0.1:1")
		.withConfiguration(CONFIGURATIONS)
		.withUserConfiguration(OrderListener.class);

	private final WebApplicationContextRunner webRunner = new WebApplicationContextRunner()
		.withPropertyValues("jolt.url=jolt://127.0.0.1:1")
		.withConfiguration(CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
		.withUserConfiguration(OrderListener.class);

	@Test
	void thatOfSpringBootIsUsedInAWebApplication() {
		this.webRunner.run((context) -> assertThat(validator(context))
			.isSameAs(context.getBean("defaultValidator", Validator.class)));
	}

	@Test
	void thatOfTheApplicationIsUsedInAWebApplication() {
		this.webRunner.withBean("mine", LocalValidatorFactoryBean.class).run((context) -> {
			assertThat(context).hasNotFailed().hasBean("mvcValidator").doesNotHaveBean("defaultValidator");
			assertThat(validator(context)).isSameAs(context.getBean("mine"));
			assertThat(rejects(validator(context))).isTrue();
		});
	}

	@Test
	void validatorsOfOneClassDoNotHideBeanValidation() {
		this.contextRunner.withBean("person", Validator.class, () -> mock(Validator.class))
			.withBean("address", Validator.class, () -> mock(Validator.class))
			.withBean("mine", LocalValidatorFactoryBean.class)
			.run((context) -> assertThat(validator(context)).isSameAs(context.getBean("mine")));
	}

	@Test
	void oneOfBeanValidationAloneIsUsedToo() {
		this.contextRunner
			.withBean("mine", jakarta.validation.Validator.class,
					() -> Validation.buildDefaultValidatorFactory().getValidator())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(rejects(validator(context))).isTrue();
			});
	}

	@Test
	void twoOfBeanValidationEndStartUpAndAreNamed() {
		this.webRunner.withBean("one", LocalValidatorFactoryBean.class)
			.withBean("two", LocalValidatorFactoryBean.class)
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				while (!(failure instanceof AmbiguousJoltBeanException ambiguous)) {
					failure = Objects.requireNonNull(failure).getCause();
				}
				assertThat(ambiguous.beanNames()).containsExactlyInAnyOrder("one", "two");
			});
	}

	@Test
	void aPrimaryOneIsUsed() {
		this.webRunner.withBean("one", LocalValidatorFactoryBean.class)
			.withBean("two", LocalValidatorFactoryBean.class, LocalValidatorFactoryBean::new,
					(definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(validator(context)).isSameAs(context.getBean("two")));
	}

	@Test
	void severalOfWhichNoneIsMeantAreNamedAndEndStartUpWhereAListenerDemandsToValidate(CapturedOutput output) {
		ApplicationContextRunner validators = new ApplicationContextRunner()
			.withPropertyValues("jolt.url=jolt://127.0.0.1:1")
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
					JoltListenerAutoConfiguration.class))
			.withBean("person", Validator.class, () -> mock(Validator.class))
			.withBean("address", Validator.class, () -> mock(Validator.class));
		validators.run((context) -> assertThat(context).hasNotFailed());
		assertThat(
				output.getOut().lines().filter((line) -> line.contains("INFO") && line.contains("[person, address]")))
			.hasSize(1);
		validators.withUserConfiguration(OrderListener.class).run((context) -> assertThat(context).hasFailed());
	}

	private static @Nullable Validator validator(ApplicationContext context) {
		return (Validator) ReflectionTestUtils.getField(context.getBean(DefaultJoltListenerContainerFactory.class),
				"validator");
	}

	private static boolean rejects(@Nullable Validator validator) {
		DataBinder binder = new DataBinder(new Order(0));
		binder.setValidator(validator);
		binder.validate();
		return binder.getBindingResult().hasFieldErrors("quantity");
	}

	record Order(@Min(1) int quantity) {
	}

	static class OrderListener {

		@JoltListener(topics = "orders")
		void receive(@Valid Order order) {
		}

	}

}
