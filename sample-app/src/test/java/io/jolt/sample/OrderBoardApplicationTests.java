package io.jolt.sample;

import java.time.Duration;
import java.util.List;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@EmbeddedJolt
@AutoConfigureMockMvc
class OrderBoardApplicationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Autowired
	private JoltOperations jolt;

	@Autowired
	private JsonMapper jsonMapper;

	@Test
	void anOrderIsAccepted(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", new Order("1", "Ada", "Cup", 10));
		assertThat(read(captor, "orders.accepted", Order.class)).isEqualTo(new Order("1", "Ada", "Cup", 10));
	}

	@Test
	void anOrderOfTooManyIsRejected(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", new Order("1", "Ada", "Cup", 11));
		RejectedOrder rejected = read(captor, "orders.rejected", RejectedOrder.class);
		assertThat(rejected.id()).isEqualTo("1");
		assertThat(rejected.reason()).startsWith("At most 10");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"id":"1","customer":"Ada","item":"Cup","quantity":0}   | quantity must be greater than 0
			{"id":"1","customer":"Ada","item":"","quantity":1}      | item must not be blank
			{"id":"1","customer":"Ada","item":"Cup","quantity":[]}  | This cannot be read as an order
			{"id":"1","customer":"Ada","item":"Cup"}                | This cannot be read as an order
			""")
	void anOrderThatIsNotValidIsRejectedByItsId(String order, String reason, @Autowired JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", order);
		assertThat(read(captor, "orders.rejected", RejectedOrder.class))
			.isEqualTo(new RejectedOrder("1", reason, order));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hello", "[1, 2]", "null", "\"text\"", "{\"id\":", "{}", "{\"id\":7}" })
	void whatIsNoOrderIsRejectedWithItsText(String text, @Autowired JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", text);
		RejectedOrder rejected = read(captor, "orders.rejected", RejectedOrder.class);
		assertThat(rejected.id()).isNull();
		assertThat(rejected.received()).isEqualTo(text);
	}

	@Test
	void anOrderFromTheWebIsDecided(@Autowired MockMvcTester mvc, JoltMessageCaptor captor) {
		assertThat(mvc.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"customer\":\"Ada\",\"item\":\"Cup\",\"quantity\":2}")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(read(captor, "orders.accepted", Order.class).customer()).isEqualTo("Ada");
	}

	@Test
	void anOrderThatFailsAtFirstIsAcceptedInTheEnd(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", new Order("1", "Ada", "Flaky lamp", 1));
		assertThat(read(captor, "orders.accepted", Order.class).item()).isEqualTo("Flaky lamp");
		assertThat(captor.messages("orders.created.dlt")).isEmpty();
	}

	@Test
	void anOrderThatAlwaysFailsBecomesADeadLetter(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.created", new Order("1", "Ada", "Broken lamp", 1));
		JoltMessage letter = captor.await("orders.created.dlt", 1, LIMIT).get(0);
		assertThat(letter.headers()).containsEntry("dlt-attempts", "3")
			.containsEntry("dlt-exception-message", "The shelf of 'Broken lamp' is jammed for good");
		assertThat(this.jsonMapper.readValue(letter.data(), Order.class).item()).isEqualTo("Broken lamp");
		assertThat(captor.messages("orders.accepted")).isEmpty();
	}

	@Test
	void theWarehouseIsAskedForAQuote(@Autowired MockMvcTester mvc) {
		assertThat(mvc.get().uri("/api/warehouse/quote?item=Cup&quantity=3")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.cents")
			.isEqualTo(2100);
		assertThat(mvc.get().uri("/api/warehouse/quote?item=Unicorn&quantity=3")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("The warehouse has no 'Unicorn'.");
	}

	@Test
	void anOrderIsPackedBeforeThePagesEyes(@Autowired MockMvcTester mvc) throws Exception {
		MvcTestResult result = mvc.get()
			.uri("/api/warehouse/packing?id=1&customer=Ada&item=Cup&quantity=1")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange();
		assertThat(result.getResponse().getContentAsString()).containsSubsequence("\"packed\":0", "\"packed\":1");
	}

	@Test
	void theEndpointPausesAndResumesAListener(@Autowired MockMvcTester mvc) {
		assertState(mvc, "pause", "PAUSED");
		assertState(mvc, "resume", "RUNNING");
		assertThat(mvc.get().uri("/actuator/jolt")).bodyJson()
			.extractingPath("$.listeners.order-board.topicPatterns")
			.isEqualTo(List.of("orders.>"));
	}

	private static void assertState(MockMvcTester mvc, String action, String state) {
		assertThat(mvc.post()
			.uri("/actuator/jolt/order-desk")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"action\":\"" + action + "\"}")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.state")
			.isEqualTo(state);
	}

	@Test
	void isHealthyWithItsBroker(@Autowired MockMvcTester mvc) {
		assertThat(mvc.get().uri("/actuator/health/jolt")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.status")
			.isEqualTo("UP");
	}

	private <T> T read(JoltMessageCaptor captor, String topic, Class<T> type) {
		List<JoltMessage> messages = captor.await(topic, 1, LIMIT);
		return this.jsonMapper.readValue(messages.get(0).data(), type);
	}

}
