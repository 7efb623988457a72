package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Named connections after ahead-of-time processing, when their names are known, and their
 * addresses are those of the run.
 */
@CompileWithForkedClassLoader
class NamedConnectionAotTests {

	@Test
	void theyAreThereAndAreStillNoDefaultCandidates() {
		TestGenerationContext generation = new TestGenerationContext(NamedConnectionAotTests.class);
		AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
		properties(1, 1).applyTo(source);
		source.register(Injected.class, JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class);
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> run(compiled, initializer));
	}

	@SuppressWarnings("unchecked")
	private static void run(Compiled compiled, ClassName initializer) {
		try (JoltBroker one = JoltBroker.builder().port(0).start();
				JoltBroker two = JoltBroker.builder().port(0).start();
				GenericApplicationContext context = new GenericApplicationContext()) {
			properties(one.port(), two.port()).applyTo(context);
			ApplicationContextInitializer<ConfigurableApplicationContext> generated = compiled
				.getInstance(ApplicationContextInitializer.class, initializer.reflectionName());
			generated.initialize(context);
			context.refresh();
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.operations).isSameAs(context.getBean("joltTemplate"));
			assertThat(injected.billing).isSameAs(context.getBean("billingJoltTemplate"));
			assertThat(context.getBean("billingJoltClientLifecycle", JoltClientLifecycle.class).getConnectionName())
				.isEqualTo("billing");
			assertThat(context.getBean("billingJoltListenerContainerFactory")).isNotNull();
			assertThat(context.getBean("billingJoltClient", JoltClient.class).status().servers()).singleElement()
				.asString()
				.endsWith(":" + two.port());
		}
	}

	private static TestPropertyValues properties(int port, int billingPort) {
		return TestPropertyValues.of("jolt.host=127.0.0.1", "jolt.port=" + port,
				"jolt.connections.billing.host=127.0.0.1", "jolt.connections.billing.port=" + billingPort);
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Autowired
		@Nullable JoltOperations operations;

		@Autowired
		@Qualifier("billing")
		@Nullable JoltTemplate billing;

	}

}
