package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltStartupException;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a developer reads when start-up fails because of a listener or one of several
 * connections.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class ConnectionFailureAnalysisTests {

	@Test
	void twoListenersWithOneIdAreBothNamed(CapturedOutput output) {
		fails(WithTwins.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Two Jolt listeners have the id 'board'")
			.contains("WithTwins.one(")
			.contains("WithTwins.other(")
			.contains("another id");
	}

	@Test
	void anUnknownConnectionIsNamedWithThoseThereAre(CapturedOutput output) {
		fails(WithUnknownConnection.class, "jolt.connections.billing.port=1", "jolt.port=1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("no Jolt connection 'biling'")
			.contains("[billing, default]")
			.contains("'jolt.connections.biling.*'");
	}

	@Test
	void aListenerWithoutAConnectionSaysWhereTheDefaultOneIsToBeDescribed(CapturedOutput output) {
		fails(WithListener.class, "jolt.connections.billing.port=1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("no Jolt connection 'default'")
			.contains("[billing]")
			.contains("'connection' of @JoltListener")
			.contains("'jolt.url'");
	}

	@Test
	void aBeanOfTheDefaultConnectionSaysThatThereIsNone(CapturedOutput output) {
		fails(WithTemplate.class, "jolt.connections.shop.port=1", "jolt.connections.billing.port=1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("WithTemplate")
			.contains(JoltOperations.class.getName())
			.contains("[billing, shop]")
			.contains("@Qualifier(\"")
			.contains("'jolt.url'");
	}

	@Test
	void aBeanOfAnUnknownConnectionNamesThoseThereAre(CapturedOutput output) {
		fails(WithUnknownQualifier.class, "jolt.connections.billing.port=1", "jolt.port=1");
		assertThat(output).contains("APPLICATION FAILED TO START").contains("[billing]").contains("@Qualifier(\"");
	}

	@Test
	void withoutNamedConnectionsAMissingBeanIsLeftToOthers(CapturedOutput output) {
		fails(WithUnknownQualifier.class, "jolt.port=1");
		assertThat(output).contains("No qualifying bean").doesNotContain("The Jolt connections are");
	}

	@Test
	void aNamedConnectionThatCannotBeOpenedIsNamedWithItsProperties(CapturedOutput output) throws IOException {
		int port = closedPort();
		fails(Application.class, "jolt.connections.billing.startup=fail", "jolt.connections.billing.host=127.0.0.1",
				"jolt.connections.billing.port=" + port);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Jolt connection 'billing'")
			.contains("127.0.0.1:" + port)
			.contains("'jolt.connections.billing.port'")
			.contains("'jolt.connections.billing.startup'")
			.doesNotContain("'jolt.port'")
			.doesNotContain("jolt.embedded");
	}

	@Test
	void aUserWhomTheBrokerOfANamedConnectionRefusesIsTold(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "right", "admin").start()) {
			fails(Application.class, "jolt.connections.billing.startup=fail", "jolt.connections.billing.host=127.0.0.1",
					"jolt.connections.billing.port=" + broker.port(), "jolt.connections.billing.username=app",
					"jolt.connections.billing.password=sentinel");
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Jolt connection 'billing'")
			.contains("did not let the application in")
			.contains("'jolt.connections.billing.username'")
			.doesNotContain("sentinel");
	}

	@Test
	void aBadUrlOfANamedConnectionIsNamedAndNotShown(CapturedOutput output) {
		fails(Application.class, "jolt.connections.billing.url=http://app:sentinel@127.0.0.1:8080");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'jolt.connections.billing.url'")
			.doesNotContain("sentinel");
	}

	@Test
	void aBadNameOfAConnectionIsTold(CapturedOutput output) {
		fails(Application.class, "jolt.connections.default.port=1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'jolt.connections'")
			.contains("the name 'default'");
	}

	@Test
	void aListenerThatTheBrokerOfANamedConnectionRefusesIsTold(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "sentinel", "publish:>").start()) {
			fails(WithBillingListener.class, "jolt.connections.billing.startup=fail",
					"jolt.connections.billing.url=jolt://app:sentinel@127.0.0.1:" + broker.port());
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Listener 'invoices' is not subscribed on connection 'billing'")
			.contains("not_authorized")
			.contains("'jolt.connections.billing.username'")
			.contains("'jolt.connections.billing.startup'")
			.doesNotContain("sentinel");
	}

	@Test
	void aPatternOnABrokerWithoutPatternsSaysWhatToDo(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			fails(WithPattern.class, "jolt.startup=fail", "jolt.host=127.0.0.1", "jolt.port=" + broker.port(),
					"jolt.negotiate=off");
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Listener 'all' is not subscribed")
			.contains("does not know patterns")
			.contains("'orders.>'")
			.contains("'jolt.negotiate'")
			.contains("'topics'")
			.contains("'jolt.startup'");
	}

	@Test
	void aGroupOnABrokerWithoutGroupsSaysWhatToDo(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			fails(WithGroup.class, "jolt.startup=fail", "jolt.host=127.0.0.1", "jolt.port=" + broker.port(),
					"jolt.negotiate=off", "jolt.listener.group=desk");
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Listener 'shared' is not subscribed")
			.contains("does not know groups")
			.contains("'desk'")
			.contains("'jolt.negotiate'")
			.contains("'jolt.listener.group'")
			.contains("'jolt.startup'");
	}

	@Test
	void aListenerThatNeedsJsonWhereThereIsNoneSaysWhatToAdd(CapturedOutput output) {
		SpringApplication application = application(WithRecord.class);
		ResourceLoader withoutJackson = new DefaultResourceLoader(new FilteredClassLoader("tools.jackson"));
		application.setResourceLoader(withoutJackson);
		assertThatException().isThrownBy(() -> application.run("--jolt.port=1").close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(Order.class.getName())
			.contains("WithRecord.receive(")
			.contains("spring-boot-starter-jackson");
	}

	@Test
	void theUserBesideAUrlIsSoughtInTheUrl() {
		MockEnvironment environment = new MockEnvironment()
			.withProperty("jolt.connections.billing.url", "jolts://billing.example.com")
			.withProperty("jolt.connections.billing.username", "app");
		assertThat(action(new JoltAuthenticationFailureAnalyzer(environment),
				new JoltStartupException("failed", "billing", null, new JoltAuthenticationException("refused", null))))
			.contains("into 'jolt.connections.billing.url'")
			.contains("'jolt.connections.billing.username' and 'jolt.connections.billing.password' have no effect");
	}

	@Test
	void theUserOfAConnectionFileIsNotSoughtInOtherProperties() {
		MockEnvironment environment = new MockEnvironment().withProperty("jolt.connections.billing.connection-file",
				"/etc/jolt/billing.json");
		JoltException refused = new JoltAuthenticationException("refused", null);
		assertThat(action(new JoltAuthenticationFailureAnalyzer(environment),
				new JoltStartupException("failed", "billing", null, refused)))
			.contains("'jolt.connections.billing.connection-file'")
			.contains("new connection file")
			.doesNotContain("username");
		JoltException rejected = new JoltRejectedException("refused", "not_authorized");
		assertThat(action(new JoltListenerStartupFailureAnalyzer(environment),
				new JoltStartupException("failed", "billing", "invoices", rejected)))
			.contains("the user of the connection file ('jolt.connections.billing.connection-file')")
			.doesNotContain("username");
	}

	private static String action(FailureAnalyzer analyzer, Throwable failure) {
		FailureAnalysis analysis = Objects.requireNonNull(analyzer.analyze(failure));
		return String.valueOf(analysis.getAction());
	}

	private static void fails(Class<?> source, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--jolt.startup-timeout=10s"));
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		assertThatException().isThrownBy(() -> application(source).run(arguments.toArray(String[]::new)).close());
	}

	private static SpringApplication application(Class<?> source) {
		SpringApplication application = new SpringApplication(Application.class);
		application.addPrimarySources(Set.of(source));
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		return application;
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	static class WithListener {

		@JoltListener("orders")
		void receive(String text) {
		}

	}

	static class WithTwins {

		@JoltListener(id = "board", topics = "one")
		void one(String text) {
		}

		@JoltListener(id = "board", topics = "other")
		void other(String text) {
		}

	}

	static class WithUnknownConnection {

		@JoltListener(topics = "orders", connection = "biling")
		void receive(String text) {
		}

	}

	static class WithBillingListener {

		@JoltListener(id = "invoices", topics = "invoices", connection = "billing")
		void receive(String text) {
		}

	}

	static class WithPattern {

		@JoltListener(id = "all", topicPatterns = "orders.>")
		void receive(String text) {
		}

	}

	static class WithGroup {

		@JoltListener(id = "shared", topics = "orders")
		void receive(String text) {
		}

	}

	static class WithRecord {

		@JoltListener("orders")
		void receive(Order order) {
		}

	}

	record Order(String name) {
	}

	static class WithTemplate {

		WithTemplate(JoltOperations operations) {
		}

	}

	static class WithUnknownQualifier {

		@Bean
		Object user(@Qualifier("biling") JoltClient client) {
			return client;
		}

	}

}
