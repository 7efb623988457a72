package io.jolt.boot.autoconfigure.endpoint;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.jolt.broker.JoltBroker;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishOptions;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint over HTTP.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoltEndpointTests {

	private static final String PASSWORD = "sentinel-7f3a9c";

	private final JoltBroker broker = JoltBroker.builder()
		.port(0)
		.passwordIterations(1)
		.user("sentinel-user", PASSWORD, "admin")
		.start();

	private final HttpClient http = HttpClient.newHttpClient();

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	@BeforeAll
	void start() {
		this.context = run("--management.endpoints.web.exposure.include=jolt",
				"--jolt.connections.lost.addresses=127.0.0.1:1", "--jolt.connections.lost.password=" + PASSWORD,
				"--jolt.connections.lost.username=sentinel-user");
	}

	private ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.registerShutdownHook(false)
			.properties("server.port=0", "jolt.host=127.0.0.1", "jolt.port=" + this.broker.port(),
					"jolt.username=sentinel-user", "jolt.password=" + PASSWORD, "spring.main.banner-mode=off",
					"jolt.reconnect.initial-delay=20ms")
			.run(properties);
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.broker.close();
	}

	@BeforeEach
	void everyListenerRuns() {
		container().start();
		container().resume();
		await().until(() -> container().state() == ContainerState.RUNNING);
	}

	@AfterEach
	void nothingSecretIsShown() throws Exception {
		assertThat(get("").body()).doesNotContain(PASSWORD, "sentinel-user");
	}

	@Test
	void itShowsConnections() throws Exception {
		await().untilAsserted(() -> assertThat(json(get("")).at("/connections/lost").has("lastFailure")).isTrue());
		JsonNode connections = json(get("")).get("connections");
		JsonNode open = connections.get("default");
		assertThat(open.get("state").asString()).isEqualTo("OPEN");
		assertThat(open.get("address").asString()).isEqualTo("127.0.0.1:" + this.broker.port());
		assertThat(open.get("addresses").get(0).asString()).isEqualTo("127.0.0.1:" + this.broker.port());
		assertThat(open.get("broker").asString()).contains("/");
		assertThat(open.get("features").valueStream().map(JsonNode::asString)).contains("headers", "patterns");
		assertThat(open.get("publishAcknowledged").asBoolean()).isTrue();
		assertThat(open.get("subscriptions").asInt()).isEqualTo(1);
		assertThat(open.get("waitingSubscriptions").asInt()).isZero();
		assertThat(open.get("reconnectingSubscriptions").asInt()).isZero();
		assertThat(open.get("refusedSubscriptions").asInt()).isZero();
		assertThat(open.get("waitingRequests").asInt()).isZero();
		assertThat(open.get("openCalls").asInt()).isZero();
		assertThat(open.get("unclaimedReplies").asInt()).isZero();
		assertThat(open.get("reconnects").asInt()).isZero();
		JsonNode lost = connections.get("lost");
		assertThat(lost.get("state").asString()).isNotEqualTo("OPEN");
		assertThat(lost.get("lastFailure").asString()).contains("127.0.0.1:1");
		assertThat(lost.has("address")).isFalse();
	}

	@Test
	void itShowsRequestsAndCallsOfAConnection() throws Exception {
		JoltClient client = this.context.getBean(JoltClient.class);
		JoltSubscription silent = client.subscribe("silent", (message) -> {
		});
		silent.ready().join();
		CompletableFuture<JoltReply> request = client.request(JoltMessage.of("silent", ""), PublishOptions.DEFAULT);
		CompletableFuture<JoltCall> call = client.call(JoltMessage.of("silent", ""), CallOptions.DEFAULT);
		try {
			JsonNode connections = json(get("")).get("connections");
			assertThat(connections.at("/default/waitingRequests").asInt()).isOne();
			assertThat(connections.at("/default/openCalls").asInt()).isOne();
			assertThat(connections.at("/lost/waitingRequests").asInt()).isZero();
		}
		finally {
			request.cancel(false);
			call.cancel(false);
			silent.unsubscribe().join();
		}
		await().until(() -> json(get("")).at("/connections/default/openCalls").asInt() == 0);
	}

	@Test
	void itShowsListenersWithTheirFigures() throws Exception {
		long before = container().statistics().handled();
		this.context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
		await().until(() -> container().statistics().handled() == before + 1);
		JsonNode listener = json(get("")).at("/listeners/orders");
		assertThat(listener).isEqualTo(json(get("/orders")));
		assertThat(listener.get("id").asString()).isEqualTo("orders");
		assertThat(listener.get("connection").asString()).isEqualTo("default");
		assertThat(listener.get("topics").get(0).asString()).isEqualTo("orders");
		assertThat(listener.get("topicPatterns").get(0).asString()).isEqualTo("orders.*");
		assertThat(listener.has("group")).isFalse();
		assertThat(listener.get("types")).isEmpty();
		JsonNode grouped = json(get("/grouped"));
		assertThat(grouped.get("group").asString()).isEqualTo("desk");
		assertThat(grouped.get("types").valueStream().map(JsonNode::asString)).containsExactly("created", "order.*");
		assertThat(listener.get("state").asString()).isEqualTo("RUNNING");
		assertThat(listener.at("/statistics/handled").asLong()).isEqualTo(before + 1);
		assertThat(listener.at("/statistics").propertyNames()).contains("received", "failed", "retried", "deadLettered",
				"filtered", "dropped", "inProgress", "queuedMessages", "queuedBytes", "interruptions");
		assertThat(listener.has("lastFailure")).isFalse();
	}

	@Test
	void aListenerCanBeStoppedAndStarted() throws Exception {
		HttpResponse<String> response = post("/orders", "stop");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).get("state").asString()).isIn("STOPPING", "STOPPED");
		await().until(() -> state().equals("STOPPED"));
		response = post("/orders", "start");
		assertThat(response.statusCode()).isEqualTo(200);
		await().until(() -> state().equals("RUNNING"));
	}

	@Test
	void aListenerCanBePausedAndResumed() throws Exception {
		assertThat(json(post("/orders", "pause")).get("state").asString()).isEqualTo("PAUSED");
		this.context.getBean(JoltTemplate.class).convertAndSend("orders", "waits");
		await().until(() -> json(get("/orders")).at("/statistics/queuedMessages").asInt() == 1);
		assertThat(json(post("/orders", "resume")).get("state").asString()).isEqualTo("RUNNING");
		await().until(() -> json(get("/orders")).at("/statistics/queuedMessages").asInt() == 0);
	}

	@Test
	void stoppingABusyListenerKeepsNobodyWaiting() throws Exception {
		Application application = this.context.getBean(Application.class);
		CountDownLatch gate = new CountDownLatch(1);
		application.gate = gate;
		try {
			this.context.getBean(JoltTemplate.class).convertAndSend("orders", "busy");
			await().until(() -> container().statistics().inProgress() == 1);
			assertThat(json(post("/orders", "stop")).get("state").asString()).isEqualTo("STOPPING");
			HttpResponse<String> start = post("/orders", "start");
			assertThat(start.statusCode()).isEqualTo(409);
			assertThat(json(start).get("state").asString()).isEqualTo("STOPPING");
		}
		finally {
			gate.countDown();
		}
		await().until(() -> state().equals("STOPPED"));
	}

	@Test
	void anUnknownListenerIsNotFound() throws Exception {
		assertThat(get("/nobody").statusCode()).isEqualTo(404);
		assertThat(post("/nobody", "stop").statusCode()).isEqualTo(404);
	}

	@Test
	void anUnknownOrMissingActionIsABadRequest() throws Exception {
		assertThat(post("/orders", "explode").statusCode()).isEqualTo(400);
		assertThat(post("/orders", "").statusCode()).isEqualTo(400);
		assertThat(send("/orders", "{}").statusCode()).isEqualTo(400);
		assertThat(state()).isEqualTo("RUNNING");
	}

	@Test
	void itsWriteOperationsCanBeForbidden() throws Exception {
		try (ConfigurableApplicationContext readOnly = run("--management.endpoints.web.exposure.include=jolt",
				"--management.endpoint.jolt.access=read-only")) {
			HttpResponse<String> response = this.http.send(post(readOnly, "/orders", "{\"action\":\"stop\"}"),
					BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(405);
		}
	}

	@Test
	void itWorksOverJmxAlone() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		try (ConfigurableApplicationContext overJmx = run("--spring.jmx.enabled=true",
				"--spring.jmx.default-domain=jolt", "--management.endpoints.jmx.domain=jolt",
				"--management.endpoints.jmx.exposure.include=jolt")) {
			ObjectName name = new ObjectName("jolt:type=Endpoint,name=Jolt");
			server.invoke(name, "control", new Object[] { "orders", "pause" },
					new String[] { String.class.getName(), String.class.getName() });
			assertThat(
					server.invoke(name, "listener", new Object[] { "orders" }, new String[] { String.class.getName() }))
				.asString()
				.contains("state=PAUSED");
			assertThat(this.http.send(HttpRequest.newBuilder(uri(overJmx, "")).build(), BodyHandlers.ofString())
				.statusCode()).isEqualTo(404);
		}
	}

	@Test
	void itIsNotExposedUnlessAskedFor() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("jolt.port=1", "spring.main.banner-mode=off", "jolt.startup-timeout=0")
			.run((unexposed) -> assertThat(unexposed).hasNotFailed().doesNotHaveBean(JoltEndpoint.class));
	}

	private JoltMessageListenerContainer container() {
		return Objects
			.requireNonNull(this.context.getBean(JoltListenerEndpointRegistry.class).getListenerContainer("orders"));
	}

	private String state() throws Exception {
		return json(get("/orders")).get("state").asString();
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.http.send(HttpRequest.newBuilder(uri(this.context, path)).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String action) throws Exception {
		return send(path, "{\"action\":\"" + action + "\"}");
	}

	private HttpResponse<String> send(String path, String body) throws Exception {
		return this.http.send(post(this.context, path, body), BodyHandlers.ofString());
	}

	private static HttpRequest post(ConfigurableApplicationContext context, String path, String body) {
		return HttpRequest.newBuilder(uri(context, path))
			.timeout(Duration.ofSeconds(5))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private static URI uri(ConfigurableApplicationContext context, String path) {
		return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
				+ "/actuator/jolt" + path);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Application.Listener.class)
	static class Application {

		volatile CountDownLatch gate = new CountDownLatch(0);

		static class Listener {

			private final Application application;

			Listener(Application application) {
				this.application = application;
			}

			@JoltListener(id = "grouped", topics = "grouped", group = "desk", autoStartup = "false",
					types = { "created", "order.*" })
			void onGrouped(String order) {
			}

			@JoltListener(id = "orders", topics = "orders", topicPatterns = "orders.*", overflow = "drop-newest")
			void onOrder(String order) throws InterruptedException {
				this.application.gate.await();
			}

		}

	}

}
