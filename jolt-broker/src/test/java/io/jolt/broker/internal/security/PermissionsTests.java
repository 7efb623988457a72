package io.jolt.broker.internal.security;

import java.util.List;
import java.util.Objects;

import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PermissionsTests {

	@Test
	void publishingAndSubscribingAreToldApart() {
		Permissions permissions = Permissions.parse(List.of("publish:orders.>", "subscribe:orders.*"));
		assertThat(permissions.mayPublish(topic("orders.a.b"))).isTrue();
		assertThat(permissions.mayPublish(topic("orders"))).isFalse();
		assertThat(permissions.mayPublish(topic("other"))).isFalse();
		assertThat(permissions.maySubscribe(topic("orders.a"))).isTrue();
		assertThat(permissions.maySubscribe(topic("orders.a.b"))).isFalse();
	}

	@Test
	void aPatternNeedsOnePermissionThatCoversIt() {
		Permissions permissions = Permissions.parse(List.of("subscribe:orders.*", "subscribe:orders.*.done"));
		assertThat(permissions.maySubscribe(pattern("orders.*"))).isTrue();
		assertThat(permissions.maySubscribe(pattern("orders.a"))).isTrue();
		assertThat(permissions.maySubscribe(pattern("orders.>"))).isFalse();
		assertThat(permissions.maySubscribe(pattern("*.a"))).isFalse();
		assertThat(permissions.maySubscribe(pattern("orders.a.done"))).isTrue();
	}

	@Test
	void anAdminMayDoEverythingAndNobodyNothing() {
		for (Permissions all : List.of(Permissions.parse(List.of("admin")), Permissions.ALL)) {
			assertThat(all.mayPublish(topic("_jolt.x"))).isTrue();
			assertThat(all.maySubscribe(topic("a"))).isTrue();
			assertThat(all.maySubscribe(pattern(">"))).isTrue();
		}
		Permissions none = Permissions.parse(List.of());
		assertThat(none.mayPublish(topic("a"))).isFalse();
		assertThat(none.maySubscribe(topic("a"))).isFalse();
		assertThat(none.maySubscribe(pattern("a"))).isFalse();
	}

	@Test
	void aTopicThatIsNoPatternIsMeantLiterally() {
		Permissions permissions = Permissions.parse(List.of("publish:a..b"));
		assertThat(permissions.mayPublish(topic("a..b"))).isTrue();
		assertThat(permissions.mayPublish(topic("a.x.b"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Admin", "publish", "publish:", "subscribe:", "publish:a.>.b", "subscribe:a*",
			"read:a", "publish:\n" })
	void whatCannotBeReadIsNamed(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Permissions.parse(List.of("admin", text)))
			.withMessageContaining("'" + text + "'");
	}

	private static TopicPattern pattern(String text) {
		return Objects.requireNonNull(TopicPattern.of(text));
	}

	private static TopicName topic(String text) {
		return Objects.requireNonNull(TopicName.of(text));
	}

}
