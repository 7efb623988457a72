package io.jolt.sample;

import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;

@WebMvcTest(OrderController.class)
class OrderControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private JoltOperations jolt;

	@Test
	void publishesAnOrderAndSaysWhich() {
		MvcTestResult result = place("{\"customer\":\"Ada\",\"item\":\"Cup\",\"quantity\":2}");
		assertThat(result).hasStatus(HttpStatus.ACCEPTED);
		assertThat(result).bodyJson().extractingPath("$.customer").isEqualTo("Ada");
		then(this.jolt).should().convertAndSend(eq("orders.created"), assertArg((Object payload) -> {
			assertThat(payload).isInstanceOf(Order.class);
			assertThat(result).bodyJson().extractingPath("$.id").isEqualTo(((Order) payload).id());
		}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"customer":" ","item":"Cup","quantity":2}       | customer
			{"customer":"Ada","quantity":2}                  | item
			{"customer":"Ada","item":"Cup"}                  | quantity
			{"customer":"Ada","item":"Cup","quantity":0}     | quantity
			{"customer":"Ada","item":"Cup","quantity":1001}  | quantity
			""")
	void publishesNothingThatIsNotValid(String order, String field) {
		MvcTestResult result = place(order);
		assertThat(result).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(result).bodyJson().extractingPath("$.errors").asMap().containsOnlyKeys(field);
		then(this.jolt).shouldHaveNoInteractions();
	}

	@Test
	void refusesWhatCannotBeRead() {
		assertThat(place("{\"quantity\":")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void saysSoWhenTheBrokerCannotBeReached() {
		willThrow(new MessageDeliveryException("not connected")).given(this.jolt)
			.convertAndSend(any(String.class), any(Object.class));
		MvcTestResult result = place("{\"customer\":\"Ada\",\"item\":\"Cup\",\"quantity\":2}");
		assertThat(result).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(result).bodyJson().extractingPath("$.detail").asString().contains("try again");
	}

	private MvcTestResult place(String order) {
		return this.mvc.post().uri("/api/orders").contentType(MediaType.APPLICATION_JSON).content(order).exchange();
	}

}
