package io.jolt.integration.docs.snippets.shop;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.EmbeddedJolt.User;
import io.jolt.client.JoltRejectedException;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThatException;

// tag::users[]
@SpringBootTest
@EmbeddedJolt(
		users = @User(name = "shop", password = "secret", permissions = { "publish:purchases", "subscribe:purchases" }),
		properties = { "jolt.listener.retry.enabled=true", "app.broker=${jolt.test.broker.url}" })
class PermissionTests {

	@Test
	void theShopMayNotPublishElsewhere(@Autowired JoltOperations jolt) {
		assertThatException().isThrownBy(() -> jolt.convertAndSend("salaries", "1000"))
			.withCauseInstanceOf(JoltRejectedException.class);
	}

}
// end::users[]
