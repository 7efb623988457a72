package io.jolt.integration.clients;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages both ways between the official clients and an application.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "spring.config.name=none")
@EmbeddedJolt
@DirtiesContext
@Requires({ Tool.PYTHON_CLIENT, Tool.JAVASCRIPT_CLIENT })
class SpringAndOfficialClientsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Autowired
	private Application application;

	@Autowired
	private JoltOperations jolt;

	@Autowired
	private JoltBroker broker;

	@BeforeEach
	void forget() {
		this.application.received.clear();
		this.application.matched.clear();
	}

	@ParameterizedTest
	@MethodSource("officialClients")
	void theListenerReceivesWhatTheClientPublishes(Supplier<OfficialClient> starter) throws Exception {
		try (OfficialClient client = starter.get().connect(this.broker.port())) {
			client.publish("orders.created", "{\"id\": \"7\", \"item\": \"Tasse für Ünal ☕\", \"quantity\": 2}");
			assertThat(client.nextAnswer()).isEqualTo("ok");
			assertThat(next(this.application.received)).isEqualTo(new Order("7", "Tasse für Ünal ☕", 2));
			assertThat(next(this.application.matched).topic()).isEqualTo("orders.created");
		}
	}

	@ParameterizedTest
	@MethodSource("officialClients")
	void theClientReceivesWhatTheTemplatePublishes(Supplier<OfficialClient> starter) {
		try (OfficialClient client = starter.get().connect(this.broker.port())) {
			OfficialClientContract.subscribe(client, "orders.accepted");
			this.jolt.convertAndSend("orders.accepted", new Order("8", "Чашка", 1));
			this.jolt.convertAndSend("orders.accepted", "plain text");
			assertThat(client.nextMessage())
				.isEqualTo(JoltMessage.of("orders.accepted", "{\"id\":\"8\",\"item\":\"Чашка\",\"quantity\":1}"));
			assertThat(client.nextMessage().data()).isEqualTo("plain text");
		}
	}

	@ParameterizedTest
	@MethodSource("officialClients")
	void headersDoNotDisturbTheClient(Supplier<OfficialClient> starter) throws Exception {
		try (OfficialClient client = starter.get().connect(this.broker.port())) {
			OfficialClientContract.subscribe(client, "orders.created");
			this.jolt.convertAndSend("orders.created", new Order("9", "Cup", 1), Map.of("tenant", "blue"));
			assertThat(client.nextMessage().data()).isEqualTo("{\"id\":\"9\",\"item\":\"Cup\",\"quantity\":1}");
			assertThat(next(this.application.matched).headers()).containsEntry("tenant", "blue");
		}
	}

	@ParameterizedTest
	@MethodSource("officialClients")
	void theListenerAnswersInOrder(Supplier<OfficialClient> starter) {
		try (OfficialClient client = starter.get().connect(this.broker.port())) {
			OfficialClientContract.subscribe(client, "echoes");
			IntStream.range(0, 1000).forEach((number) -> client.publish("calls", Integer.toString(number)));
			assertThat(client.nextTexts(1000))
				.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
		}
	}

	static Stream<Named<Supplier<OfficialClient>>> officialClients() {
		return Stream.of(Named.of("Python", OfficialClient::python),
				Named.of("JavaScript", OfficialClient::javaScript));
	}

	private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
		T next = queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	record Order(String id, String item, int quantity) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final BlockingQueue<Order> received = new LinkedBlockingQueue<>();

		private final BlockingQueue<JoltMessage> matched = new LinkedBlockingQueue<>();

		@Autowired
		private JoltOperations jolt;

		@JoltListener("orders.created")
		void receive(@Payload Order order) {
			this.received.add(order);
		}

		@JoltListener(topicPatterns = "orders.*")
		void match(JoltMessage message, @Header(JoltHeaders.RECEIVED_TOPIC) String topic) {
			assertThat(topic).isEqualTo(message.topic());
			this.matched.add(message);
		}

		@JoltListener("calls")
		void echo(String text) {
			this.jolt.convertAndSend("echoes", text);
		}

	}

}
