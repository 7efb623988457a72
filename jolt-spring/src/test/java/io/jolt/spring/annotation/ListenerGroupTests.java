package io.jolt.spring.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.jolt.client.JoltException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.listener.ContainerState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerGroupTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			unset,       ,        ,
			unset,       factory, factory
			literal,     ,        desk
			literal,     factory, desk
			placeholder, factory, from-property
			expression,  factory, from-bean
			none,        factory,
			noneByPlaceholder, factory,
			property,    factory, from-properties
			both,        factory, desk
			""")
	void theAnnotationsGroupTakesPrecedenceOverTheFactorys(String id, @Nullable String ofFactory,
			@Nullable String expected) {
		this.listeners.property("app.group", "from-property");
		this.listeners.factory.getContainerProperties().setGroup(ofFactory);
		this.listeners.start(Grouped.class);
		assertThat(options(id).group()).isEqualTo(expected);
		assertThat(this.listeners.container(id).getGroup()).isEqualTo(expected);
	}

	@Test
	void anEndpointMayOptOut() {
		this.listeners.factory.getContainerProperties().setGroup("factory");
		this.listeners.start();
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("simple", (message) -> {
		});
		endpoint.setTopics(List.of("simple"));
		endpoint.setContainerSettings((container) -> container.setGroup(null));
		this.listeners.registry().registerListenerContainer(endpoint, this.listeners.factory);
		assertThat(options("simple").group()).isNull();
	}

	private SubscriptionOptions options(String topic) {
		return this.listeners.client.active()
			.stream()
			.map((subscription) -> subscription.options)
			.filter((options) -> options.topics().contains(topic))
			.findFirst()
			.orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a.b", "tab\there", "123456789012345678901234567890123456789012345678901234567890123456789" })
	void whatIsNoGroupIsAnErrorThatNamesTheListener(String group) {
		this.listeners.property("app.group", group);
		assertThatThrownBy(() -> this.listeners.start(Grouped.class)).hasMessageContaining("Grouped.placeholder(")
			.hasMessageContaining("'group'")
			.hasMessageContaining(group);
	}

	@Test
	void aGroupThatTheBrokerDoesNotSupportFailsTheListenerWithTheClientsReason() {
		JoltException refusal = new JoltException("The broker does not support groups");
		this.listeners.client.subscribeAnswer = (options) -> "desk".equals(options.group())
				? CompletableFuture.failedFuture(refusal) : CompletableFuture.completedFuture(null);
		this.listeners.property("app.group", "other").start(Grouped.class);
		assertThat(this.listeners.container("literal").ready()).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCause(refusal);
		assertThat(this.listeners.container("literal").state()).isEqualTo(ContainerState.REFUSED);
		assertThat(this.listeners.container("unset").state()).isEqualTo(ContainerState.RUNNING);
	}

	static class Grouped {

		@JoltListener(id = "unset", topics = "unset")
		void unset(String text) {
		}

		@JoltListener(id = "literal", topics = "literal", group = "desk")
		void literal(String text) {
		}

		@JoltListener(id = "placeholder", topics = "placeholder", group = "${app.group:default}")
		void placeholder(String text) {
		}

		@JoltListener(id = "expression", topics = "expression", group = "#{'from-' + 'bean'}")
		void expression(String text) {
		}

		@JoltListener(id = "none", topics = "none", group = "")
		void none(String text) {
		}

		@JoltListener(id = "noneByPlaceholder", topics = "noneByPlaceholder", group = "${app.no-group:}")
		void noneByPlaceholder(String text) {
		}

		@JoltListener(id = "property", topics = "property", properties = "group=from-properties")
		void property(String text) {
		}

		@JoltListener(id = "both", topics = "both", group = "desk", properties = "group=from-properties")
		void both(String text) {
		}

	}

}
