package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.jolt.broker.JoltBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

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
			.contains("jolt.allow-plaintext-credentials")
			.doesNotContain("sentinel");
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

}
