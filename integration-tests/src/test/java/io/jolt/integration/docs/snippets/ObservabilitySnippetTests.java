package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.Map;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * What {@code docs/observability.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@EmbeddedJolt
class ObservabilitySnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Autowired
	private JoltOperations jolt;

	@Autowired
	private MeterRegistry meters;

	@Test
	void theConventionAddsATag() {
		this.jolt.convertAndSend("watched", "text", Map.of("tenant", "acme"));
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(
					this.meters.get("jolt.listener").tag("listener", "watched").tag("tenant", "acme").timer().count())
				.isOne());
	}

	@Test
	void everyMeterThatIsDocumentedIsThere() {
		this.jolt.convertAndSend("watched", "text");
		assertThatException().isThrownBy(() -> this.jolt.convertSendAndReceive("nobody", "text", String.class));
		assertThat(this.meters.get("jolt.publish").tag("outcome", "accepted").timer().count()).isPositive();
		assertThat(this.meters.get("jolt.connection.state").tag("connection", "default").gauge().value()).isOne();
		assertThat(ObservabilityTable.meters())
			.contains("jolt.publish", "jolt.connection.state", "jolt.listener.dropped")
			.allSatisfy((name) -> await().atMost(LIMIT).until(() -> this.meters.find(name).meter() != null));
	}

	@Test
	void anUnobservedTemplateIsNotCounted(@Autowired @Qualifier("audit") JoltTemplate audit) {
		audit.convertAndSend("audited", "text");
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(
					this.meters.get("jolt.listener").tag("messaging.destination.name", "audited").timer().count())
				.isOne());
		assertThat(this.meters.find("jolt.publish").tag("messaging.destination.name", "audited").timer()).isNull();
	}

	@Component
	static class Watched {

		@JoltListener(id = "watched", topics = "watched")
		void handle(String text) {
			// nothing to do
		}

		@JoltListener(id = "audited", topics = "audited")
		void audited(String text) {
			// nothing to do
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Observability.TenantConvention.class, Observability.ConnectionLog.class,
			Observability.AuditConfiguration.class, Watched.class })
	static class Application {

	}

}
