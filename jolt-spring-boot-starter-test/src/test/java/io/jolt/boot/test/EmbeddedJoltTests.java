package io.jolt.boot.test;

import java.time.Duration;

import io.jolt.boot.autoconfigure.JoltBrokerLifecycle;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own settings all lead elsewhere, and the port of its own embedded
 * broker cannot be listened on.
 */
@SpringBootTest(properties = { "jolt.url=jolt://app:secret@127.0.0.1:1", "jolt.embedded.enabled=true",
		"jolt.embedded.port=1", "jolt.startup=fail" })
@EmbeddedJolt
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedJoltTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Autowired
	private JoltTemplate template;

	@Autowired
	private TestApplication application;

	@Test
	@Order(1)
	void whatWasPublishedAtStartUpIsCaptured(JoltMessageCaptor captor) {
		assertThat(captor.await("application.started", 1, TIMEOUT)).extracting(JoltMessage::data)
			.containsExactly("hello");
		assertThat(captor.messages("client.started")).extracting(JoltMessage::data).containsExactly("hello");
	}

	@Test
	void theCaptorIsClearedAfterEachTest(JoltMessageCaptor captor) {
		assertThat(captor.messages("application.started")).isEmpty();
	}

	@Test
	void theApplicationIsConnectedToTheTestsBroker(@Autowired JoltClient client, JoltBroker broker) {
		assertThat(client.status().servers()).containsExactly("127.0.0.1:" + broker.port());
	}

	@Test
	void thereIsOneBroker(@Autowired ApplicationContext context) {
		assertThat(context.getBeansOfType(JoltBroker.class)).hasSize(1);
		assertThat(context.getBeansOfType(JoltBrokerLifecycle.class)).hasSize(1);
	}

	@RepeatedTest(3)
	void captorAndListenerReceive(JoltMessageCaptor captor) throws InterruptedException {
		this.template.convertAndSend("orders.created", "book");
		assertThat(captor.await("orders.created", 1, TIMEOUT)).extracting(JoltMessage::data).containsExactly("book");
		assertThat(this.application.nextOrder()).isEqualTo("book");
		assertThat(captor.messages()).hasSize(1);
	}

	@Test
	void aParameterMayBeAutowiredToo(@Autowired JoltMessageCaptor autowired, JoltMessageCaptor bare) {
		assertThat(autowired).isSameAs(bare);
	}

	@Nested
	class NestedClass {

		@Test
		void sharesTheContext(JoltMessageCaptor captor, @Autowired JoltMessageCaptor autowired) {
			EmbeddedJoltTests.this.template.convertAndSend("orders.created", "nested");
			assertThat(captor).isSameAs(autowired);
			assertThat(captor.await("orders.created", 1, TIMEOUT)).hasSize(1);
		}

	}

	@Nested
	@TestPropertySource(properties = "another.context=true")
	class NestedClassWithItsOwnContext {

		@Test
		void hasItsOwnBroker(JoltBroker broker, JoltMessageCaptor captor, @Autowired JoltTemplate ownTemplate,
				@Autowired JoltClient ownClient) {
			ownTemplate.convertAndSend("orders.created", "own");
			assertThat(ownClient.status().servers()).containsExactly("127.0.0.1:" + broker.port());
			assertThat(captor.await("orders.created", 1, TIMEOUT)).hasSize(1);
		}

	}

}
