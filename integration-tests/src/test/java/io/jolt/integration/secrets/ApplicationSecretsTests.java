package io.jolt.integration.secrets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jolt.boot.autoconfigure.JoltClientBuilderCustomizer;
import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Whole applications: none of their secrets comes out through logs of any level, the
 * actuator with all values shown, health, exceptions, threads or what prints itself.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(90)
class ApplicationSecretsTests {

	private static final String PASSWORD = Sentinel.of("password");

	private static final List<String> PAGES = List.of("env", "env/jolt.password", "env/jolt.url",
			"env/jolt.connection-file-passphrase", "configprops", "configprops/jolt", "health", "health/jolt", "info",
			"beans", "conditions", "mappings", "loggers", "metrics", "threaddump", "jolt");

	@TempDir
	private Path folder;

	private final LogWatch log = new LogWatch();

	@AfterEach
	void nothingWasLogged() {
		try (this.log) {
			this.log.assertNothingFound();
		}
	}

	@Test
	void inThePropertiesForUserAndPassword(CapturedOutput output) throws Exception {
		survives(Application.class, WebApplicationType.SERVLET, "jolt.username=app", "jolt.password=" + PASSWORD);
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inTheUrl(CapturedOutput output) throws Exception {
		try (JoltBroker broker = password().port(0).start();
				ConfigurableApplicationContext context = run(Application.class, WebApplicationType.SERVLET,
						List.of("jolt.url=jolt://app:" + PASSWORD + "@127.0.0.1:" + broker.port(),
								"jolt.password=" + PASSWORD, "jolt.startup=fail"))) {
			assertAbsentFrom(context);
			assertAbsentFromActuator(context);
			String shown = page(context, "env/jolt.url");
			assertThat(shown).as("still tells where it points to").contains("jolt://******@127.0.0.1:" + broker.port());
		}
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inAConnectionFileWithAPassword(CapturedOutput output) throws Exception {
		try (JoltBroker broker = password().port(0).start()) {
			Path file = write(Map.of("user", "app", "password", PASSWORD),
					Map.of("name", "test", "address", "jolt://127.0.0.1:" + broker.port()));
			try (ConfigurableApplicationContext context = run(Application.class, WebApplicationType.SERVLET,
					List.of("jolt.connection-file=" + file, "jolt.startup=fail"))) {
				assertAbsentFrom(context);
				assertAbsentFromActuator(context);
			}
		}
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inAConnectionFileWithAPassphrase(CapturedOutput output) throws Exception {
		TestAuthority authority = TestAuthority.create("Test");
		TestCertificate client = authority.client("CN=app");
		String passphrase = Sentinel.of("passphrase");
		try (JoltBroker broker = secured(authority, "CN=app").port(0).start()) {
			Path file = write(
					Map.of("certificate", client.certificatePem(), "privateKey",
							client.encryptedPrivateKeyPem(passphrase)),
					Map.of("name", "test", "address", "jolts://localhost:" + broker.port(), "ca",
							authority.certificatePem()));
			try (ConfigurableApplicationContext context = run(Application.class, WebApplicationType.SERVLET,
					List.of("jolt.connection-file=" + file, "jolt.connection-file-passphrase=" + passphrase,
							"jolt.startup=fail"))) {
				assertAbsentFrom(context);
				assertAbsentFromActuator(context);
			}
		}
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inConnectionDetails(CapturedOutput output) throws Exception {
		survives(WithDetails.class, WebApplicationType.NONE, "test.name=details");
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inACredentialsProvider(CapturedOutput output) throws Exception {
		survives(WithProvider.class, WebApplicationType.NONE, "test.name=provider");
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void inTheKeyOfAnSslBundle(CapturedOutput output) throws Exception {
		TestAuthority authority = TestAuthority.create("Test");
		TestCertificate client = authority.client("CN=app");
		String passphrase = Sentinel.of("key");
		SslBundle right = bundle(authority, client, client.encryptedPrivateKeyPem(passphrase), passphrase);
		SslBundle wrong = bundle(authority, client, client.encryptedPrivateKeyPem("another"), passphrase);
		try (JoltBroker broker = secured(authority, "CN=app").port(0).start()) {
			List<String> properties = List.of("jolt.ssl.bundle=broker", "jolt.port=" + broker.port(),
					"jolt.startup=fail");
			try (ConfigurableApplicationContext context = run(application(right), WebApplicationType.SERVLET,
					properties)) {
				assertAbsentFrom(context);
				assertAbsentFromActuator(context);
			}
			Throwable failure = catchThrowable(
					() -> run(application(wrong), WebApplicationType.NONE, properties).close());
			assertThat(failure).isNotNull();
			Sentinel.assertAbsentFrom("the failure of start-up", failure);
		}
		Sentinel.assertAbsent("the output", output);
	}

	@Test
	void whereStartUpFails(CapturedOutput output) throws Exception {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.user("app", "another", "admin")
			.start()) {
			for (List<String> properties : List.of(
					List.of("jolt.url=jolt://app:" + PASSWORD + "@127.0.0.1:" + broker.port()),
					List.of("jolt.port=" + broker.port(), "jolt.username=app", "jolt.password=" + PASSWORD),
					List.of("jolt.url=jolt://app:" + PASSWORD + "@127.0.0.1:1"),
					List.of("jolt.url=jolt://app:" + PASSWORD + "@192.0.2.1"),
					List.of("jolt.url=jolt://" + PASSWORD + "@127.0.0.1"),
					List.of("jolt.addresses=jolt://app:" + PASSWORD + "@127.0.0.1"),
					List.of("jolt.password=" + PASSWORD),
					List.of("jolt.url=jolt://app:" + PASSWORD + "@127.0.0.1", "jolt.addresses=127.0.0.1"),
					List.of("jolt.connection-file=x.json", "jolt.password=" + PASSWORD),
					List.of("jolt.connection-file-passphrase=" + PASSWORD))) {
				List<String> all = new ArrayList<>(properties);
				all.addAll(List.of("jolt.startup=fail", "debug=true"));
				Throwable failure = catchThrowable(() -> run(Application.class, WebApplicationType.NONE, all).close());
				assertThat(failure).as("of %s", properties).isNotNull();
				Sentinel.assertAbsentFrom("the failure of start-up", failure);
			}
		}
		Sentinel.assertAbsent("the output", output);
	}

	/**
	 * Connects, reconnects, is refused, and closes.
	 */
	private void survives(Class<?> application, WebApplicationType type, String... properties) throws Exception {
		JoltBroker broker = password().port(0).start();
		int port = broker.port();
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of("jolt.port=" + port, "test.port=" + port, "jolt.startup=fail",
				"jolt.reconnect.initial-delay=10ms", "jolt.reconnect.max-delay=50ms", "debug=true"));
		try (broker; ConfigurableApplicationContext context = run(application, type, all)) {
			JoltClient client = context.getBean(JoltClient.class);
			assertAbsentFrom(context);
			if (type == WebApplicationType.SERVLET) {
				assertAbsentFromActuator(context);
			}
			broker.stop();
			await().until(() -> client.state() != ConnectionState.OPEN);
			try (JoltBroker again = password().port(port).start()) {
				await().until(() -> client.state() == ConnectionState.OPEN);
				again.stop();
			}
			try (JoltBroker strict = JoltBroker.builder()
				.port(port)
				.passwordIterations(1)
				.user("app", "another", "admin")
				.start()) {
				assertThat(strict.isRunning()).isTrue();
				await().until(() -> String.valueOf(client.status().lastFailure()).contains("auth"));
				assertAbsentFrom(context);
			}
		}
	}

	private static void assertAbsentFrom(ConfigurableApplicationContext context) {
		JoltClient client = context.getBean(JoltClient.class);
		Sentinel.assertAbsent("the client's status", client.status());
		JoltException failure = client.status().lastFailure();
		if (failure != null) {
			Sentinel.assertAbsentFrom("the client's last failure", failure);
		}
		Sentinel.assertAbsent("health", context.getBean("joltHealthContributor", HealthIndicator.class).health());
		for (String name : context.getBeanDefinitionNames()) {
			Object bean = context.getBeanFactory().getSingleton(name);
			if (bean != null) {
				Sentinel.assertAbsent("the bean " + name, bean);
			}
		}
		Sentinel.assertAbsentFromThreadNames();
	}

	private static void assertAbsentFromActuator(ConfigurableApplicationContext context) throws Exception {
		for (String page : PAGES) {
			Sentinel.assertAbsent("the actuator's " + page, page(context, page));
		}
		assertThat(page(context, "env")).as("values are shown").contains("\"jolt.startup\":{\"value\":\"fail\"");
	}

	private static String page(ConfigurableApplicationContext context, String page) throws Exception {
		URI uri = URI.create(
				"http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + page);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private static ConfigurableApplicationContext run(Class<?> source, WebApplicationType type,
			List<String> properties) {
		return run(new SpringApplicationBuilder(source), type, properties);
	}

	private static ConfigurableApplicationContext run(SpringApplicationBuilder builder, WebApplicationType type,
			List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.config.name=none", "--server.port=0",
				"--management.endpoints.web.exposure.include=*", "--management.endpoint.env.show-values=always",
				"--management.endpoint.configprops.show-values=always",
				"--management.endpoint.health.show-details=always"));
		properties.forEach((property) -> arguments.add("--" + property));
		return builder.web(type)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
	}

	private static SpringApplicationBuilder application(SslBundle bundle) {
		SslBundleRegistrar registrar = (registry) -> registry.registerBundle("broker", bundle);
		return new SpringApplicationBuilder(Application.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("brokerBundle", registrar));
	}

	private static SslBundle bundle(TestAuthority authority, TestCertificate client, String key, String passphrase) {
		return SslBundle.of(new PemSslStoreBundle(
				PemSslStoreDetails.forCertificate(client.certificatePem())
					.withPrivateKey(key)
					.withPrivateKeyPassword(passphrase),
				PemSslStoreDetails.forCertificate(authority.certificatePem())));
	}

	private static JoltBrokerBuilder password() {
		return JoltBroker.builder().passwordIterations(1).user("app", PASSWORD, "admin");
	}

	private JoltBrokerBuilder secured(TestAuthority authority, String subject) throws IOException {
		authority.server("localhost").write(this.folder, "broker");
		return JoltBroker.builder()
			.userWithSubject("app", subject, "admin")
			.tls(JoltBrokerTls.builder()
				.certificate(this.folder.resolve("broker.pem"))
				.privateKey(this.folder.resolve("broker.key"))
				.trust(Files.writeString(this.folder.resolve("trust.pem"), authority.certificatePem()))
				.build());
	}

	private Path write(Map<String, String> credential, Map<String, String> broker) throws IOException {
		return Files.writeString(this.folder.resolve("connection.json"), JsonMapper.shared()
			.writeValueAsString(
					Map.of("version", 1, "client", Map.of("name", "app"), "credential", credential, "broker", broker)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@JoltListener("texts")
		void receive(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithDetails {

		@Bean
		JoltConnectionDetails details(Environment environment) {
			int port = environment.getRequiredProperty("test.port", Integer.class);
			return new JoltConnectionDetails() {

				@Override
				public List<JoltAddress> getAddresses() {
					return List.of(new JoltAddress("127.0.0.1", port));
				}

				@Override
				public String getUsername() {
					return "app";
				}

				@Override
				public String getPassword() {
					return PASSWORD;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithProvider {

		@Bean
		JoltClientBuilderCustomizer provider() {
			return (builder) -> builder.credentialsProvider(() -> new JoltCredentials("app", PASSWORD));
		}

	}

}
