package io.jolt.spring.annotation;

import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.spring.listener.JoltMessageFilter;
import io.jolt.spring.listener.ListenerStatistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ListenerTypesTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	private void deliver(String topic, @Nullable String type, String data) {
		this.listeners.client.deliver(JoltMessage.builder(topic).type(type).data(data).build());
	}

	private ListenerStatistics statistics(String listener) {
		return this.listeners.container(listener).statistics();
	}

	@Test
	void aListenerIsCalledForItsTypesAndTheRestIsCountedAsFiltered() {
		this.listeners.property("app.types", "created,order.*").start(Typed.class);
		assertThat(this.listeners.container("typed").getTypes()).containsExactly("created", "order.*",
				"from-expression");
		deliver("typed", "created", "1");
		deliver("typed", "order.sent", "2");
		deliver("typed", "from-expression", "3");
		deliver("typed", "changed", "no");
		deliver("typed", "created.twice", "no");
		deliver("typed", "order.*.x", "no");
		deliver("typed", null, "no");
		deliver("typed", "created", "4");
		for (String expected : new String[] { "1", "2", "3", "4" }) {
			assertThat(this.listeners.received()).isEqualTo(expected);
		}
		assertThat(statistics("typed").filtered()).isEqualTo(4);
		await().untilAsserted(() -> assertThat(statistics("typed").handled()).isEqualTo(4));
	}

	@Test
	void aListenerForAnyTypeIsNotCalledWithoutOne() {
		this.listeners.start(Any.class);
		deliver("any", null, "no");
		deliver("any", "a.b", "1");
		assertThat(this.listeners.received()).isEqualTo("1");
		assertThat(statistics("any").filtered()).isOne();
	}

	@Test
	void theFilterDecidesAboutTheMessagesOfTheseTypes() {
		this.listeners.context.registerBean("short", JoltMessageFilter.class, () -> (message) -> {
			assertThat(message.type()).isEqualTo("created");
			return message.data().length() < 3;
		});
		this.listeners.start(Filtered.class);
		deliver("filtered", "changed", "1");
		deliver("filtered", "created", "too long");
		deliver("filtered", "created", "2");
		assertThat(this.listeners.received()).isEqualTo("2");
		assertThat(statistics("filtered").filtered()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "order*", ">.a", "a..*" })
	void whatIsNeitherATypeNorAPatternIsAnErrorThatNamesTheListener(String type) {
		this.listeners.property("app.types", type);
		assertThatThrownBy(() -> this.listeners.start(Typed.class)).hasMessageContaining("Typed.on(")
			.hasMessageContaining(type);
	}

	abstract static class Base {

		@Autowired
		BlockingQueue<Object> received;

	}

	static class Typed extends Base {

		@JoltListener(id = "typed", topics = "typed", types = { "${app.types}", "#{'from-' + 'expression'}" })
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Any extends Base {

		@JoltListener(id = "any", topics = "any", types = ">")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Filtered extends Base {

		@JoltListener(id = "filtered", topics = "filtered", types = "created", filter = "short")
		void on(String text) {
			this.received.add(text);
		}

	}

}
