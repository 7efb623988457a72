package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpoint;
import io.jolt.spring.config.UnknownJoltConnectionException;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerAttributesTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@Test
	void aListFromAYamlFileIsSeveralTopics() {
		this.listeners.property("app.topics[0]", "first")
			.property("app.topics[1]", "with,comma")
			.property("app.topics[2]", "${app.third}")
			.property("app.third", "third")
			.property("app.patterns[0]", "p.*")
			.start(YamlLists.class);
		assertThat(this.listeners.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.topics()).containsExactly("first", "with,comma", "third");
			assertThat(subscription.patterns()).containsExactly("p.*", "default.*");
		});
	}

	@Test
	void aListFromAYamlFileMayStandInAnExpression() {
		this.listeners.property("app.topics[0]", "first").property("app.topics[1]", "second").start(SplitList.class);
		assertThat(this.listeners.client.active()).singleElement()
			.satisfies((subscription) -> assertThat(subscription.topics()).containsExactly("x.first", "x.second"));
	}

	@Test
	void aPlainPropertyGoesBeforeAListOfItsName() {
		this.listeners.property("app.topics", "one, two")
			.property("app.topics[0]", "first")
			.property("app.patterns[0]", "p.*")
			.start(YamlLists.class);
		assertThat(this.listeners.client.active()).singleElement()
			.satisfies((subscription) -> assertThat(subscription.topics()).containsExactly("one", "two"));
	}

	@Test
	void theHighestSourceWithAListGivesAllOfIt() {
		this.listeners.property("app.topics[0]", "eu")
			.lower(Map.of("app.topics[0]", "eu", "app.topics[1]", "us", "app.patterns[0]", "p.*"))
			.start(YamlLists.class);
		assertThat(topics()).containsExactly("eu");
	}

	@Test
	void aListInAHigherSourceGoesBeforeAText() {
		this.listeners.property("app.topics[0]", "eu")
			.lower(Map.of("app.topics", "us,asia", "app.patterns[0]", "p.*"))
			.start(YamlLists.class);
		assertThat(topics()).containsExactly("eu");
	}

	@Test
	void aTextInAHigherSourceGoesBeforeAList() {
		this.listeners.property("app.topics", "us,asia")
			.lower(Map.of("app.topics[0]", "eu", "app.patterns[0]", "p.*"))
			.start(YamlLists.class);
		assertThat(topics()).containsExactly("us", "asia");
	}

	@ParameterizedTest
	@ValueSource(strings = { "APP_TOPIC_NAMES_0", "APP_TOPICNAMES_0" })
	void anEnvironmentVariableGoesBeforeAWholeList(String variable) {
		this.listeners.property("app.topic-names[0]", "eu").property("app.topic-names[1]", "us");
		this.listeners.context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("variables", Map.of(variable, "x")));
		this.listeners.start(NestedDefaults.class);
		assertThat(topics()).containsExactly("x", "last", "absent", "#{none}");
	}

	@Test
	void aListMayBeTheDefaultOfAPlaceholder() {
		this.listeners.property("app.default[0]", "one,two")
			.property("app.default[1]", "three")
			.property("app.key", "other")
			.property("app.other[0]", "four")
			.start(NestedDefaults.class);
		assertThat(topics()).containsExactly("one,two", "three", "last", "four", "#{none}");
	}

	@Test
	void anElementWithAnUnknownPlaceholderIsAnError() {
		this.listeners.property("app.topics[0]", "${app.unknown}").property("app.patterns[0]", "p.*");
		assertThatThrownBy(() -> this.listeners.start(YamlLists.class)).hasMessageContaining("YamlLists")
			.hasMessageContaining("'topics'")
			.hasMessageContaining("app.unknown");
	}

	@Test
	void aListWithinATextIsAnErrorInsteadOfOtherTopics() {
		this.listeners.property("app.regions[0]", "eu").property("app.regions[1]", "us");
		assertThatThrownBy(() -> this.listeners.start(PrefixedTopic.class)).hasMessageContaining("'topics'")
			.hasMessageContaining("'orders.${app.regions}'")
			.hasMessageContaining("orders.eu,us");
	}

	@Test
	void aTextWithCommasWithinATextIsAnErrorInsteadOfOtherTopics() {
		this.listeners.property("app.regions", "eu,us");
		assertThatThrownBy(() -> this.listeners.start(PrefixedTopic.class)).hasMessageContaining("orders.eu,us");
	}

	@Test
	void aSinglePlaceholderMayBePartOfATopic() {
		this.listeners.property("app.regions[0]", "eu").start(PrefixedTopic.class);
		assertThat(topics()).containsExactly("orders.eu");
	}

	@Test
	void listsMayBeSeparatedByCommas() {
		this.listeners.property("app.regions[0]", "eu")
			.property("app.regions[1]", "us")
			.property("app.more", "x,y")
			.start(ConcatenatedTopics.class);
		assertThat(topics()).containsExactly("eu", "us", "x", "y", "last");
	}

	@Test
	void aBeanMayFindTheListsElsewhere() {
		this.listeners.context.registerBean(PropertyLists.class,
				() -> (environment, name) -> name.equals("app.absent") ? null : List.of(name + "-1", name + "-2"));
		this.listeners.start(YamlLists.class);
		assertThat(topics()).containsExactly("app.topics-1", "app.topics-2");
	}

	@Test
	void aListOfOneMayBeGivenWhereOneTextIsWanted() {
		this.listeners.property("app.id[0]", "the-id").start(IdOfAList.class);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("the-id");
	}

	@Test
	void aListOfSeveralWhereOneTextIsWantedIsAnError() {
		this.listeners.property("app.id[0]", "a").property("app.id[1]", "b");
		assertThatThrownBy(() -> this.listeners.start(IdOfAList.class)).hasMessageContaining("'id'")
			.hasMessageContaining("[a, b]");
	}

	@Test
	void aReplyTopicIsNeverAListOfSeveral() {
		this.listeners.property("app.reply[0]", "a").property("app.reply[1]", "b");
		assertThatThrownBy(() -> this.listeners.start(ReplyToAList.class)).hasMessageContaining("@SendTo")
			.hasMessageContaining("[a, b]");
	}

	@Test
	void settingsMayBeAList() {
		this.listeners.property("app.settings[0]", "queue-capacity=17")
			.property("app.settings[1]", "overflow=drop-oldest")
			.start(ListedSettings.class);
		assertThat(this.listeners.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.options.queueCapacity()).isEqualTo(17);
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		});
	}

	private List<String> topics() {
		return this.listeners.client.active().get(0).topics();
	}

	@Test
	void expressionsMayReferToTheListenersOwnBean() {
		this.listeners.start(SelfReferring.class);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("id-of-bean");
		assertThat(this.listeners.client.active()).singleElement()
			.satisfies((subscription) -> assertThat(subscription.topics()).containsExactly("t1", "t2"));
	}

	@Test
	void queueCapacityAndConcurrencyAreApplied() {
		this.listeners.property("app.capacity", 17).property("app.concurrency", "3");
		EndpointCapture capture = capture();
		this.listeners.start(Numbers.class);
		assertThat(capture.containerProperties().getConcurrency()).isEqualTo(3);
		assertThat(this.listeners.client.active()).singleElement()
			.satisfies((subscription) -> assertThat(subscription.options.queueCapacity()).isEqualTo(17));
	}

	@Test
	void propertiesAreAppliedUnlessAnAttributeSaysOtherwise() {
		this.listeners.property("app.capacity", 17);
		this.listeners.start(Properties.class);
		assertThat(this.listeners.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.options.queueCapacity()).isEqualTo(17);
			assertThat(subscription.options.queueSizeBytes()).isEqualTo(1024);
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		});
		assertThat(this.listeners.registry().isRunning("stopped")).isFalse();
	}

	@Test
	void theClassThatListensMayCreateItsErrorHandlerAndItsFilter() {
		this.listeners.context.setAllowCircularReferences(false);
		this.listeners.start(MakesItsOwn.class);
		this.listeners.client.deliver(JoltMessage.of("a", ""));
		assertThat(this.listeners.deliver("a", "1")).isEqualTo("handled 1");
	}

	@ParameterizedTest
	@ValueSource(classes = { ErrorHandlerByName.class, ErrorHandlerByExpression.class })
	void aListenerMayHaveAnErrorHandlerOfItsOwn(Class<?> type) {
		this.listeners.context.registerBean("ownErrorHandler", JoltErrorHandler.class,
				() -> (error, delivery) -> this.listeners.received.add(error.getMessage()));
		this.listeners.start(type);
		assertThat(this.listeners.deliver("a", "x")).isEqualTo("failed on x");
	}

	@Test
	void aFilterIsFoundByItsName() {
		this.listeners.context.registerBean("onlyNumbers", JoltMessageFilter.class,
				() -> (message) -> Character.isDigit(message.data().charAt(0)));
		EndpointCapture capture = capture();
		this.listeners.start(Filtered.class);
		JoltMessageFilter filter = Objects.requireNonNull(capture.containerProperties().getFilter());
		assertThat(filter.accept(JoltMessage.of("a", "1"))).isTrue();
		assertThat(filter.accept(JoltMessage.of("a", "x"))).isFalse();
	}

	@Test
	void aConnectionsContainerFactoryIsUsed() {
		FakeJoltClient other = new FakeJoltClient();
		this.listeners.context.registerBean("otherJoltListenerContainerFactory",
				DefaultJoltListenerContainerFactory.class, () -> new DefaultJoltListenerContainerFactory(other));
		this.listeners.property("app.connection", "other").start(OtherConnection.class, DefaultConnection.class);
		assertThat(other.active()).hasSize(1);
		assertThat(this.listeners.client.active()).hasSize(1);
	}

	@Test
	void anUnknownConnectionIsAnErrorThatNamesThoseThereAre() {
		this.listeners.property("app.connection", "nowhere");
		this.listeners.context.registerBean("otherJoltListenerContainerFactory",
				DefaultJoltListenerContainerFactory.class,
				() -> new DefaultJoltListenerContainerFactory(this.listeners.client));
		assertThatThrownBy(() -> this.listeners.start(OtherConnection.class))
			.isInstanceOfSatisfying(UnknownJoltConnectionException.class, (ex) -> {
				assertThat(ex.connection()).isEqualTo("nowhere");
				assertThat(ex.known()).containsExactlyInAnyOrder("default", "other");
				assertThat(ex).hasMessageContaining("listen(").hasMessageContaining("[default, other]");
			});
	}

	@Test
	void errorsNameTheBeanTheMethodAndTheAttribute() {
		Map<Class<?>, String> attributes = Map.of(BadCapacity.class, "queueCapacity", BadConcurrency.class,
				"concurrency", NoFilter.class, "filter", WrongFilter.class, "filter", NoErrorHandler.class,
				"errorHandler", BadExpression.class, "topics", BadProperties.class, "properties");
		attributes.forEach((type, attribute) -> {
			try (ListenerContext broken = new ListenerContext()) {
				String name = type.getSimpleName();
				assertThatThrownBy(() -> broken.start(type)).as(name)
					.hasMessageContaining("'" + attribute + "'")
					.hasMessageContaining("listen(")
					.hasMessageContaining(Character.toLowerCase(name.charAt(0)) + name.substring(1));
			}
		});
	}

	// Spring Boot's analysis of that exception names the bean and not the listener
	@Test
	void aMissingBeanIsNoExceptionOfTheBeanFactory() {
		assertThatThrownBy(() -> this.listeners.start(NoFilter.class)).hasMessageContaining("'absent'")
			.rootCause()
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void anUnknownSettingIsAnErrorThatNamesThoseThereAre() {
		assertThatThrownBy(() -> this.listeners.start(UnknownSetting.class)).hasMessageContaining("listen(")
			.hasMessageContaining("'capacity'")
			.hasMessageContaining("queue-capacity");
	}

	@Test
	void aSettingsBadValueIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(BadSetting.class)).hasMessageContaining("listen(")
			.hasMessageContaining("'queue-size' is 'big'");
	}

	@Test
	void aConnectionAndAContainerFactoryExcludeEachOther() {
		assertThatThrownBy(() -> this.listeners.start(Both.class)).hasMessageContaining("'connection'")
			.hasMessageContaining("'containerFactory'");
	}

	private EndpointCapture capture() {
		EndpointCapture capture = new EndpointCapture(this.listeners.client);
		this.listeners.context.registerBean("capture", EndpointCapture.class, () -> capture);
		return capture;
	}

	static final class EndpointCapture extends DefaultJoltListenerContainerFactory {

		private final List<JoltListenerEndpoint> endpoints = new ArrayList<>();

		EndpointCapture(FakeJoltClient client) {
			super(client);
		}

		@Override
		public DefaultJoltMessageListenerContainer createListenerContainer(JoltListenerEndpoint endpoint) {
			this.endpoints.add(endpoint);
			return super.createListenerContainer(endpoint);
		}

		ContainerProperties containerProperties() {
			ContainerProperties properties = new ContainerProperties();
			this.endpoints.get(0).accept(properties);
			return properties;
		}

	}

	static class YamlLists {

		@JoltListener(topics = "${app.topics}", topicPatterns = { "${app.patterns}", "${app.absent:default.*}" })
		void listen(String payload) {
		}

	}

	static class NestedDefaults {

		@JoltListener({ "${app.topic-names:${app.default}}", "${app.none:last}", "${app.${app.key:no}:absent}",
				"${app.none:#{'#'}{none}}" })
		void listen(String payload) {
		}

	}

	static class IdOfAList {

		@JoltListener(topics = "a", id = "${app.id}")
		void listen(String payload) {
		}

	}

	static class ReplyToAList {

		@JoltListener("a")
		@SendTo("${app.reply}")
		String listen(String payload) {
			return payload;
		}

	}

	static class ListedSettings {

		@JoltListener(topics = "a", properties = "${app.settings}")
		void listen(String payload) {
		}

	}

	static class SplitList {

		@JoltListener("#{'${app.topics:none}'.split(',').![ 'x.' + #this ]}")
		void listen(String payload) {
		}

	}

	public static class SelfReferring {

		public List<String> getTopics() {
			return List.of("t1", "t2");
		}

		public String id() {
			return "id-of-bean";
		}

		@JoltListener(topics = "#{__listener.topics}", id = "#{__listener.id()}")
		void listen(String payload) {
		}

	}

	static class Numbers {

		@JoltListener(topics = "a", queueCapacity = "${app.capacity}", concurrency = "#{${app.concurrency}}",
				containerFactory = "capture")
		void listen(String payload) {
		}

	}

	static class Properties {

		@JoltListener(topics = "a", queueCapacity = "${app.capacity}",
				properties = { "queueCapacity=5", "queue-size: 1KB", "overflow=drop-oldest\nshutdown-timeout=3s" })
		void listen(String payload) {
		}

		@JoltListener(topics = "b", id = "stopped", properties = "#{ { 'auto-startup': 'false' } }")
		void stopped(String payload) {
		}

	}

	abstract static class Failing {

		void fail(String payload) {
			throw new IllegalStateException("failed on " + payload);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MakesItsOwn {

		private final BlockingQueue<Object> received;

		MakesItsOwn(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener(topics = "a", errorHandler = "own", filter = "notEmpty")
		void listen(String payload) {
			throw new IllegalStateException(payload);
		}

		@Bean
		JoltErrorHandler own() {
			return (error, delivery) -> this.received.add("handled " + error.getMessage());
		}

		@Bean
		JoltMessageFilter notEmpty() {
			return (message) -> !message.data().isEmpty();
		}

	}

	static class ErrorHandlerByName extends Failing {

		@JoltListener(topics = "a", errorHandler = "ownErrorHandler")
		void listen(String payload) {
			fail(payload);
		}

	}

	static class ErrorHandlerByExpression extends Failing {

		@JoltListener(topics = "a", errorHandler = "#{@ownErrorHandler}")
		void listen(String payload) {
			fail(payload);
		}

	}

	static class Filtered {

		private final BlockingQueue<Object> received;

		Filtered(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener(topics = "a", filter = "onlyNumbers", containerFactory = "capture")
		void listen(String payload) {
			this.received.add(payload);
		}

	}

	static class OtherConnection {

		@JoltListener(topics = "a", connection = "${app.connection}")
		void listen(String payload) {
		}

	}

	static class DefaultConnection {

		@JoltListener(topics = "a", connection = "default")
		void listen(String payload) {
		}

	}

	static class BadCapacity {

		@JoltListener(topics = "a", queueCapacity = "0")
		void listen(String payload) {
		}

	}

	static class BadConcurrency {

		@JoltListener(topics = "a", concurrency = "many")
		void listen(String payload) {
		}

	}

	static class NoFilter {

		@JoltListener(topics = "a", filter = "absent")
		void listen(String payload) {
		}

	}

	static class WrongFilter {

		@JoltListener(topics = "a", filter = "#{1}")
		void listen(String payload) {
		}

	}

	static class NoErrorHandler {

		@JoltListener(topics = "a", errorHandler = "received")
		void listen(String payload) {
		}

	}

	static class BadExpression {

		@JoltListener("#{@absent.topics}")
		void listen(String payload) {
		}

	}

	static class BadProperties {

		@JoltListener(topics = "a", properties = "#{1}")
		void listen(String payload) {
		}

	}

	static class UnknownSetting {

		@JoltListener(topics = "a", properties = "capacity=1")
		void listen(String payload) {
		}

	}

	static class BadSetting {

		@JoltListener(topics = "a", properties = "queue-size=big")
		void listen(String payload) {
		}

	}

	static class PrefixedTopic {

		@JoltListener("orders.${app.regions}")
		void listen(String payload) {
		}

	}

	static class ConcatenatedTopics {

		@JoltListener("${app.regions}, ${app.more},last")
		void listen(String payload) {
		}

	}

	static class Both {

		@JoltListener(topics = "a", connection = "default", containerFactory = "joltListenerContainerFactory")
		void listen(String payload) {
		}

	}

}
