package io.jolt.boot.test;

import java.time.Duration;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's listeners share their messages, but with the captor nobody does.
 */
@SpringBootTest(properties = "jolt.listener.group=desk")
@EmbeddedJolt
class CaptorInNoGroupTests {

	@Test
	void captorAndListenersGetEveryMessage(JoltMessageCaptor captor, @Autowired JoltTemplate template,
			@Autowired TestApplication application) throws InterruptedException {
		for (String order : new String[] { "1", "2", "3" }) {
			template.convertAndSend("orders.created", order);
			assertThat(application.nextOrder()).isEqualTo(order);
		}
		assertThat(captor.await("orders.created", 3, Duration.ofSeconds(5))).extracting(JoltMessage::data)
			.containsExactly("1", "2", "3");
	}

}
