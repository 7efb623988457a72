package io.jolt.spring.service;

import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.config.UnknownJoltConnectionException;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.service.scanned.Catalogue;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.mock.env.MockPropertySource;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beans that are clients of interfaces.
 */
@SuppressWarnings("NullAway") // the fake and its nulls
class ImportJoltServicesTests {

	@Test
	void theInterfacesBecomeBeans() {
		run(Listed.class, (context) -> {
			context.getBean(Orders.class).created("cup");
			assertThat(published(context, "joltClient")).isEqualTo("shop.orders.created");
		});
	}

	@Test
	void theInterfacesOfAPackageAreFound() {
		run(Scanning.class, (context) -> {
			assertThat(context.getBeansOfType(Catalogue.class)).hasSize(1);
			context.getBean(Catalogue.class).changed("cup");
			assertThat(published(context, "joltClient")).isEqualTo("catalogue.changed");
		});
	}

	@Test
	void anotherBeanOfTheTypeIsPreferred() {
		run(WithOwn.class, (context) -> assertThat(context.getBean(Orders.class)).isInstanceOf(OwnOrders.class));
	}

	@Test
	void anInterfaceImportedTwiceIsOneBean() {
		run(Twice.class, (context) -> assertThat(context.getBeansOfType(Orders.class)).hasSize(1));
	}

	@Test
	void theQualifierIsTheConnection() {
		run(TwoConnections.class, (context) -> {
			BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), Orders.class, "billing")
				.created("cup");
			assertThat(published(context, "billingJoltClient")).isEqualTo("shop.orders.created");
			assertThat(context.getBean("joltClient", FakeJoltClient.class).published).isEmpty();
			// without a qualifier, that of the default connection
			context.getBean(Orders.class).created("cup");
			assertThat(published(context, "joltClient")).isEqualTo("shop.orders.created");
		});
	}

	@Test
	void anInterfaceOfOneNamedConnectionNeedsNoQualifier() {
		run(OnlyBilling.class, (context) -> {
			context.getBean(Orders.class).created("cup");
			assertThat(published(context, "billingJoltClient")).isEqualTo("shop.orders.created");
		});
	}

	@Test
	void anInterfaceOfTwoNamedConnectionsNeedsAQualifier() {
		run(BillingAndStock.class, (context) -> assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
			.isThrownBy(() -> context.getBean(Orders.class)));
	}

	@Test
	void anUnknownConnectionIsNamedWithThoseThatExist() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(Misspelt.class, (context) -> {
		})).havingRootCause().isInstanceOf(UnknownJoltConnectionException.class).satisfies((ex) -> {
			UnknownJoltConnectionException unknown = (UnknownJoltConnectionException) ex;
			assertThat(unknown.connection()).isEqualTo("biling");
			assertThat(unknown.known()).containsExactlyInAnyOrder("default", "billing");
		});
	}

	@Test
	void aCustomizerChangesTheClientsOfAConnection() {
		run(Customized.class, (context) -> {
			context.getBean(Orders.class).created("cup");
			JoltMessage message = context.getBean("joltClient", FakeJoltClient.class).published.get(0);
			assertThat(message.headers()).containsEntry("connection", "default");
		});
	}

	@Test
	void anOwnFactoryMakesTheClientsOfTheDefaultConnection() {
		run(OwnFactory.class, (context) -> {
			context.getBean(Orders.class).created("cup");
			assertThat(published(context, "joltClient")).isEqualTo("other.orders.created");
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void theBeansSurviveProcessingAheadOfTime() {
		TestGenerationContext generation = new TestGenerationContext(ImportJoltServicesTests.class);
		AnnotationConfigApplicationContext source = context(TwoConnections.class);
		source.register(Scanning.class);
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		assertThat(
				RuntimeHintsPredicates.proxies().forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(Orders.class)))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(Order.class)).accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Orders.class, "created"))
			.accepts(generation.getRuntimeHints());
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName()))
					.initialize(context);
				context.refresh();
				context.getBean(Orders.class).created("cup");
				assertThat(published(context, "joltClient")).isEqualTo("shop.orders.created");
				BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), Orders.class, "billing")
					.created("cup");
				assertThat(published(context, "billingJoltClient")).isEqualTo("shop.orders.created");
				assertThat(context.getBean(Catalogue.class)).isNotNull();
				Class<?> notPublic = ClassUtils.resolveClassName(Catalogue.class.getPackageName() + ".Drafts", null);
				assertThat(context.getBean(notPublic)).isInstanceOf(notPublic);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(Object generated) {
		return (ApplicationContextInitializer<GenericApplicationContext>) generated;
	}

	private static String published(GenericApplicationContext context, String client) {
		return context.getBean(client, FakeJoltClient.class).published.get(0).topic();
	}

	private static AnnotationConfigApplicationContext context(Class<?> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		properties(context);
		context.register(configuration);
		return context;
	}

	private static void properties(GenericApplicationContext context) {
		context.getEnvironment().getPropertySources().addFirst(new MockPropertySource().withProperty("app", "shop"));
	}

	private static void run(Class<?> configuration, Consumer<GenericApplicationContext> assertions) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			context.refresh();
			assertions.accept(context);
		}
	}

	record Order(String item) {
	}

	@JoltExchange("${app}.orders")
	interface Orders {

		@JoltExchange("created")
		void created(String order);

		@JoltExchange("find")
		Order find(String item);

	}

	static class OwnOrders implements Orders {

		@Override
		public void created(String order) {
		}

		@Override
		public Order find(String item) {
			return new Order(item);
		}

	}

	@Configuration
	static class Default {

		@Bean
		FakeJoltClient joltClient() {
			return new FakeJoltClient();
		}

		@Bean
		JoltTemplate joltTemplate() {
			return new JoltTemplate(joltClient());
		}

		@Bean(defaultCandidate = false)
		FakeJoltClient billingJoltClient() {
			return new FakeJoltClient();
		}

		@Bean(defaultCandidate = false)
		JoltTemplate billingJoltTemplate() {
			return new JoltTemplate(billingJoltClient());
		}

	}

	@Configuration
	@ImportJoltServices(Orders.class)
	static class Listed extends Default {

	}

	@Configuration
	@ImportJoltServices(basePackageClasses = Catalogue.class)
	static class Scanning extends Default {

	}

	@Configuration
	@ImportJoltServices(Orders.class)
	static class WithOwn extends Default {

		@Bean
		OwnOrders orders() {
			return new OwnOrders();
		}

	}

	@Configuration
	@ImportJoltServices(Orders.class)
	@ImportJoltServices(types = Orders.class)
	static class Twice extends Default {

	}

	@Configuration
	@ImportJoltServices(types = Orders.class, connection = "billing")
	@ImportJoltServices(Orders.class)
	static class TwoConnections extends Default {

	}

	@Configuration
	@ImportJoltServices(types = Orders.class, connection = "billing")
	static class OnlyBilling extends Default {

	}

	@Configuration
	@ImportJoltServices(types = Orders.class, connection = "billing")
	@ImportJoltServices(types = Orders.class, connection = "stock")
	static class BillingAndStock extends Default {

		@Bean(defaultCandidate = false)
		JoltTemplate stockJoltTemplate() {
			return new JoltTemplate(billingJoltClient());
		}

	}

	@Configuration
	@ImportJoltServices(types = Orders.class, connection = "biling")
	static class Misspelt extends Default {

	}

	@Configuration
	@ImportJoltServices(Orders.class)
	static class Customized extends Default {

		@Bean
		JoltServiceProxyFactoryCustomizer customizer() {
			return (connection, builder) -> builder.argumentResolver(new JoltServiceArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return true;
				}

				@Override
				public void resolve(Object argument, MethodParameter parameter, JoltServiceRequest request) {
					request.setHeader("connection", connection);
				}

			});
		}

	}

	@Configuration
	@ImportJoltServices(Orders.class)
	static class OwnFactory extends Default {

		@Bean
		JoltServiceProxyFactory serviceProxyFactory() {
			return JoltServiceProxyFactory.builder(joltTemplate())
				.embeddedValueResolver((text) -> text.replace("${app}", "other"))
				.build();
		}

	}

}
