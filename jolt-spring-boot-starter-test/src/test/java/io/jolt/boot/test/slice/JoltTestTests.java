package io.jolt.boot.test.slice;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.boot.test.JoltResponderStub;
import io.jolt.boot.test.JoltTest;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

@JoltTest(properties = "some.property=value")
class JoltTestTests {

	@MockitoBean
	private OrderRepository orders;

	@Autowired
	private JoltTemplate template;

	@Autowired
	private ApplicationContext context;

	@Test
	void aListenerIsCalledWithItsPayload() {
		this.template.convertAndSend("orders.created", new Order("book", 2));
		verify(this.orders, timeout(5000)).save(new Order("book", 2));
	}

	@Test
	void payloadsAreValidatedAndFailuresGoToTheApplicationsErrorHandler(@Autowired RecordingErrorHandler errorHandler)
			throws Exception {
		this.template.convertAndSend("orders.created", new Order("book", 0));
		assertThat(errorHandler.failures.poll(5, TimeUnit.SECONDS)).isEqualTo("orders");
	}

	@Test
	void adviceTakesPart(@Autowired SoldOutAdvice advice) throws Exception {
		willThrow(new UnsupportedOperationException("sold out")).given(this.orders).save(new Order("lamp", 1));
		this.template.convertAndSend("orders.created", new Order("lamp", 1));
		assertThat(advice.reasons.poll(5, TimeUnit.SECONDS)).isEqualTo("sold out");
	}

	@Test
	void theCaptorReadsWhatWasPublished(JoltMessageCaptor captor) {
		this.template.convertAndSend("orders.created", new Order("pen", 1));
		assertThat(captor).hasMessage("orders.created", new Order("pen", 1));
	}

	@Test
	void payloadsAreWrittenAsTheApplicationDoes(JoltMessageCaptor captor) {
		this.template.convertAndSend("discounts", new Percent(10));
		assertThat(captor.await("discounts", 1, Duration.ofSeconds(5))).extracting(JoltMessage::data)
			.containsExactly("\"10%\"");
	}

	@Test
	void everyListenerTakesPartAndNothingElse(@Autowired JoltListenerEndpointRegistry registry) {
		assertThat(registry.getListenerContainerIds()).containsExactlyInAnyOrder("orders", "news", "weather", "sports");
		assertThat(this.context.getBeansOfType(OrderReport.class)).isEmpty();
		assertThat(this.context.getBeansOfType(StoredOrders.class)).isEmpty();
		assertThat(this.context.getBeanDefinitionNames())
			.noneMatch((name) -> name.contains("dataSource") || name.contains("WebServer") || name.contains("health"));
		assertThat(this.context.getEnvironment().getProperty("some.property")).isEqualTo("value");
	}

	@Nested
	@JoltTest(NewsListener.class)
	class OfOneListener {

		@Test
		void onlyThatOneTakesPart(@Autowired JoltListenerEndpointRegistry registry) {
			assertThat(registry.getListenerContainerIds()).containsExactly("news");
		}

	}

	@Nested
	@JoltTest(includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = OrderReport.class),
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = NewsListener.class))
	class WithFilters {

		@Test
		void theyDecideWhoTakesPart(@Autowired ApplicationContext filtered,
				@Autowired JoltListenerEndpointRegistry registry) {
			assertThat(filtered.getBeansOfType(OrderReport.class)).hasSize(1);
			assertThat(registry.getListenerContainerIds()).containsExactlyInAnyOrder("orders", "weather", "sports");
		}

	}

	@Nested
	@JoltTest(useDefaultFilters = false)
	class OfNoListener {

		@Test
		void publishesAreCaptured(@Autowired JoltListenerEndpointRegistry registry, @Autowired JoltTemplate template,
				JoltMessageCaptor captor) {
			assertThat(registry.getListenerContainerIds()).isEmpty();
			template.convertAndSend("news", "good");
			assertThat(captor).hasMessage("news", "good");
		}

	}

	@Nested
	@JoltTest(NewsListener.class)
	@Import(EditorsConfiguration.class)
	class WithAClientOfAnInterface {

		@Test
		void aResponderAnswersIt(@Autowired Editors editors, JoltResponderStub responder) {
			responder.on("editors").reply("yes");
			assertThat(editors.mayPublish("news")).isEqualTo("yes");
		}

	}

	interface Editors {

		@JoltExchange("editors")
		String mayPublish(String text);

	}

	@ImportJoltServices(Editors.class)
	static class EditorsConfiguration {

	}

	@Nested
	@EmbeddedJolt(users = @EmbeddedJolt.User(name = "shop", password = "s3cret"))
	class WithAnotherBroker {

		@Test
		void itsSettingsWin(JoltBroker broker, @Autowired JoltTemplate template, JoltMessageCaptor captor) {
			assertThat(broker.options().securityEnabled()).isTrue();
			template.convertAndSend("news", "good");
			assertThat(captor).hasMessage("news", "good");
		}

	}

}
