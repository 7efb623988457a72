package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a developer reads when start-up fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@Test
	void noBrokerUnderFailSaysWhereAndWhatToSet(CapturedOutput output) throws IOException {
		int port = closedPort();
		fails(WebApplicationType.NONE, "jolt.startup=fail", "jolt.url=jolt://app:sentinel@127.0.0.1:" + port);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("127.0.0.1:" + port)
			.contains("'jolt.port'")
			.contains("'jolt.url'")
			.contains("'jolt.startup'")
			.contains("io.jolt:jolt-broker")
			.doesNotContain("sentinel");
	}

	@Test
	void refusedCredentialsSayWhatToSet(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "right", "admin").build()) {
			broker.start();
			fails(WebApplicationType.NONE, "jolt.startup=fail", "jolt.host=127.0.0.1", "jolt.port=" + broker.port(),
					"jolt.username=app", "jolt.password=sentinel");
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'jolt.username'")
			.contains("'jolt.password'")
			.doesNotContain("sentinel");
	}

	@Test
	void credentialsInClearTextOffTheLoopbackSayWhatToSet(CapturedOutput output) {
		// an address of the documentation range: nothing is sent to it
		fails(WebApplicationType.NONE, "jolt.startup=fail", "jolt.url=jolt://app:sentinel@192.0.2.1:8080",
				"jolt.connect-timeout=1s");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("jolts://")
			.contains("'jolt.ssl.bundle'")
			.contains("'jolt.allow-plaintext-credentials'")
			.doesNotContain("Check that it is a Jolt broker")
			.doesNotContain("sentinel");
	}

	@Test
	void aRefusedListenerSaysWhichAndWhatToDo(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "sentinel", "publish:>").build()) {
			broker.start();
			SpringApplication application = application(WebApplicationType.NONE);
			application.addPrimarySources(Set.of(WithListener.class));
			assertThatException().isThrownBy(() -> application
				.run("--jolt.startup=fail", "--jolt.url=jolt://app:sentinel@127.0.0.1:" + broker.port())
				.close());
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Listener 'board' is not subscribed")
			.contains("'orders.created'")
			.contains("not_authorized")
			.contains("'jolt.username'")
			.contains("'jolt.startup'")
			.doesNotContain("sentinel");
	}

	@Test
	void aListenerForWhichTheBrokerHasNoRoomSaysHowManyConnectionsAreNeededAndWhatToDo(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxConnections(1).build()) {
			broker.start();
			SpringApplication application = application(WebApplicationType.NONE);
			application.addPrimarySources(Set.of(WithListener.class));
			assertThatException().isThrownBy(
					() -> application
						.run("--jolt.startup=fail", "--jolt.url=jolt://127.0.0.1:" + broker.port(),
								"--jolt.startup-timeout=10m")
						.close());
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Listener 'board' is not subscribed")
			.contains("there are 1 connections already, and maxConnections allows no more")
			.contains("this client needs 1 + 1 = 2 connections")
			.contains("'jolt.embedded.max-connections'")
			.contains("'jolt.listener.overflow'")
			.contains("'jolt.startup'");
	}

	@Test
	void aConnectionFileBesideOtherSettingsNamesThem(CapturedOutput output) {
		fails(WebApplicationType.NONE, "jolt.connection-file=connection.json",
				"jolt.connection-file-passphrase=sentinel", "jolt.username=app", "jolt.password=sentinel",
				"jolt.ssl.enabled=true");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("mutually exclusive")
			.contains("jolt.connection-file")
			.contains("jolt.username")
			.contains("jolt.password")
			.contains("jolt.ssl.enabled")
			.doesNotContain("sentinel");
	}

	@Test
	void addressesBesideAUrlNameBoth(CapturedOutput output) {
		fails(WebApplicationType.NONE, "jolt.url=jolt://app:sentinel@127.0.0.1:8080", "jolt.addresses=127.0.0.1:8081");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("jolt.url")
			.contains("jolt.addresses")
			.doesNotContain("sentinel");
	}

	@Test
	void anUnknownBundleIsNamed(CapturedOutput output) {
		fails(WebApplicationType.NONE, "jolt.ssl.bundle=borker");
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'jolt.ssl.bundle'").contains("'borker'");
	}

	@Test
	void aWebServerWhereABrokerIsExpectedIsRecognized(CapturedOutput output) throws IOException {
		try (HttpServerDouble server = new HttpServerDouble()) {
			fails(WebApplicationType.NONE, "jolt.startup=fail", "jolt.host=127.0.0.1", "jolt.port=" + server.port());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("A web server answered at 127.0.0.1:" + server.port())
				.contains("'jolt.port'")
				.contains("'server.port'")
				.contains("'jolt.embedded.enabled'");
		}
	}

	@Test
	void theEmbeddedBrokersPortInUseSaysWhatToSet(CapturedOutput output) throws IOException {
		try (ServerSocket occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fails(WebApplicationType.NONE, "jolt.embedded.enabled=true",
					"jolt.embedded.port=" + occupant.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("" + occupant.getLocalPort())
				.contains("'jolt.embedded.port'");
		}
	}

	@Test
	void embeddedBrokerAndWebServerOnOnePortAreTold(CapturedOutput output) throws IOException {
		int port = closedPort();
		fails(WebApplicationType.SERVLET, "jolt.embedded.enabled=true", "jolt.embedded.port=" + port,
				"server.port=" + port);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The embedded Jolt broker and the web server were both told to listen on port " + port)
			.contains("'server.port'")
			.contains("'jolt.embedded.port'")
			.doesNotContain("Identify and stop the process");
	}

	@Test
	void whatKnowsMoreComesBeforeAnalyzersWithoutAnOrder() {
		List<FailureAnalyzer> analyzers = new ArrayList<>();
		analyzers.add((failure) -> null);
		analyzers.add(new WebServerPortFailureAnalyzer(new MockEnvironment()));
		AnnotationAwareOrderComparator.sort(analyzers);
		assertThat(analyzers.get(0)).isInstanceOf(WebServerPortFailureAnalyzer.class);
	}

	@Test
	void embeddedBrokerAndManagementServerOnOnePortAreTold(CapturedOutput output) throws IOException {
		int port = closedPort();
		fails(WebApplicationType.SERVLET, "jolt.embedded.enabled=true", "jolt.embedded.port=" + port, "server.port=0",
				"management.server.port=" + port);
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'management.server.port'");
	}

	@Test
	void anotherPortInUseIsLeftToSpringBoot(CapturedOutput output) throws IOException {
		try (ServerSocket occupant = new ServerSocket(0)) {
			fails(WebApplicationType.SERVLET, "jolt.embedded.enabled=true", "server.port=" + occupant.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("Identify and stop the process")
				.doesNotContain("jolt.embedded.port");
		}
	}

	@Test
	void anEmbeddedBrokerWithoutItsClassesNamesTheDependency(CapturedOutput output) {
		SpringApplication application = application(WebApplicationType.NONE);
		application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader("io.jolt.broker")));
		assertThatException().isThrownBy(() -> application.run("--jolt.embedded.enabled=true"));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("io.jolt:jolt-broker");
	}

	@Test
	void aBadUrlIsNamedAndNotShown(CapturedOutput output) {
		fails(WebApplicationType.NONE, "jolt.url=http://app:sentinel@127.0.0.1:8080");
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'jolt.url'").doesNotContain("sentinel");
	}

	private static void fails(WebApplicationType type, String... properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		assertThatException().isThrownBy(() -> application(type).run(arguments).close());
	}

	private static SpringApplication application(WebApplicationType type) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(type);
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

		@JoltListener(id = "board", topics = "orders.created")
		void receive(String text) {
		}

	}

}
