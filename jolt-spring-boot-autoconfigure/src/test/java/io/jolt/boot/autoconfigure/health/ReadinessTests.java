package io.jolt.boot.autoconfigure.health;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.jolt.broker.JoltBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the application is ready while a broker is away.
 */
@Timeout(60)
class ReadinessTests {

	private static final String GROUP = "management.endpoint.health.group.readiness.include=readinessState,jolt";

	private static final String DETAILS = "management.endpoint.health.show-details=always";

	@Test
	void aBrokerThatIsAwayTakesNobodyOutOfReadinessUnasked() throws Exception {
		try (ConfigurableApplicationContext context = run("jolt.port=" + closedPort())) {
			assertThat(get(context, "").statusCode()).isEqualTo(503);
			assertThat(get(context, "/readiness").statusCode()).isEqualTo(200);
			assertThat(get(context, "/liveness").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void askedToItTakesTheApplicationOutOfReadiness() throws Exception {
		try (ConfigurableApplicationContext context = run("jolt.port=" + closedPort(), GROUP)) {
			assertThat(get(context, "/readiness").statusCode()).isEqualTo(503);
			assertThat(get(context, "/liveness").statusCode()).isEqualTo(200);
		}
		try (ConfigurableApplicationContext context = run("jolt.embedded.enabled=true", "jolt.startup=fail", GROUP)) {
			assertThat(get(context, "/readiness").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void ofSeveralConnectionsOneMayCountForReadiness() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				ConfigurableApplicationContext context = run("jolt.port=" + broker.port(), "jolt.startup=fail",
						"jolt.connections.billing.host=127.0.0.1", "jolt.connections.billing.port=" + closedPort(),
						DETAILS, GROUP, "management.endpoint.health.group.board.include=jolt/default")) {
			HttpResponse<String> health = get(context, "/jolt");
			assertThat(health.statusCode()).isEqualTo(503);
			assertThat(health.body()).contains("\"billing\":{").contains("\"default\":{");
			assertThat(get(context, "/jolt/default").statusCode()).isEqualTo(200);
			assertThat(get(context, "/jolt/billing").statusCode()).isEqualTo(503);
			assertThat(get(context, "/readiness").statusCode()).isEqualTo(503);
			assertThat(get(context, "/board").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void aSingleNamedConnectionNeedsNoComponents() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				ConfigurableApplicationContext context = run("jolt.connections.billing.host=127.0.0.1",
						"jolt.connections.billing.port=" + broker.port(), "jolt.connections.billing.startup=fail",
						DETAILS)) {
			HttpResponse<String> health = get(context, "/jolt");
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(health.body()).contains("127.0.0.1:" + broker.port()).doesNotContain("billing");
		}
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health" + path)).build(),
					BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext run(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
		if (!properties[0].startsWith("jolt.connections")) {
			arguments.add("--jolt.host=127.0.0.1");
		}
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
