package io.jolt.boot.test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.autoconfigure.JoltBrokerBuilderCustomizer;
import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.test.context.NestedTestConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the annotation's attributes do, each in a class as a user would write it.
 */
@SpringBootTest(classes = TestApplication.class, properties = "jolt.startup=fail")
@EmbeddedJolt
class EmbeddedJoltSettingsTests {

	@Test
	void thePropertiesSayWhereTheBrokerIs(JoltBroker broker, @Autowired Environment environment) {
		assertThat(environment.getProperty("jolt.test.broker.port", Integer.class)).isEqualTo(broker.port());
		assertThat(environment.getProperty("jolt.test.broker.host")).isEqualTo("127.0.0.1");
		assertThat(environment.getProperty("jolt.test.broker.url")).isEqualTo("jolt://127.0.0.1:" + broker.port());
		assertThat(environment.containsProperty("jolt.test.broker.username")).isFalse();
	}

	@Nested
	@EmbeddedJolt(properties = { "app.broker=${jolt.test.broker.url}/", "app.other = text" })
	class WithProperties {

		@Test
		void theyMayUseThoseOfTheBroker(JoltBroker broker, @Value("${app.broker}") String url,
				@Value("${app.other}") String other) {
			assertThat(url).isEqualTo("jolt://127.0.0.1:" + broker.port() + "/");
			assertThat(other).isEqualTo("text");
		}

	}

	@Nested
	@NestedTestConfiguration(NestedTestConfiguration.EnclosingConfiguration.OVERRIDE)
	@SpringBootTest(classes = BareApplication.class)
	class ThatInheritsNothing {

		@Test
		void hasNoBroker(@Autowired Environment environment) {
			assertThat(environment.containsProperty("jolt.test.broker.port")).isFalse();
		}

	}

	@Nested
	@SpringBootTest(properties = "limit=2KB")
	@EmbeddedJolt(customizers = SmallLines.class)
	class WithCustomizer {

		@Test
		void theBrokersLimitsAreThoseOfTheCustomizer(JoltBroker broker) {
			assertThat(broker.options().maxLineBytes()).isEqualTo(2048);
		}

	}

	@Nested
	@EmbeddedJolt(users = { @EmbeddedJolt.User(name = "shop", password = "${shop.password:s3cret}",
			permissions = { "publish:orders.>", "subscribe:orders.>", "publish:application.>", "publish:client.>" }),
			@EmbeddedJolt.User(name = "clerk", password = "pa55") })
	class WithUsers {

		@Test
		void theApplicationIsTheFirst(@Autowired JoltConnectionDetails details, @Autowired Environment environment) {
			assertThat(details.getUsername()).isEqualTo("shop");
			assertThat(details.getPassword()).isEqualTo("s3cret");
			assertThat(environment.getProperty("jolt.test.broker.username")).isEqualTo("shop");
			assertThat(environment.getProperty("jolt.test.broker.password")).isEqualTo("s3cret");
		}

		@Test
		void thePermissionsAreTheUsers(@Autowired JoltTemplate template, JoltMessageCaptor captor) {
			template.convertAndSend("orders.created", "book");
			assertThat(captor).hasMessage("orders.created", "book");
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> template.convertAndSend("secrets", "book"))
				.withCauseInstanceOf(JoltRejectedException.class)
				.withMessageContaining("not_authorized");
			assertThat(captor).hasNoMessages("secrets");
		}

		@Test
		void anotherUserMayComeIn(JoltBroker broker, JoltMessageCaptor captor) {
			try (JoltClient clerk = JoltClientBuilder.create()
				.address("127.0.0.1", broker.port())
				.credentials("clerk", "pa55")
				.build()) {
				clerk.connect();
				clerk.publish("secrets", "everything").join();
			}
			assertThat(captor).hasMessage("secrets", "everything");
		}

	}

	@Nested
	@EmbeddedJolt(username = "clerk", users = { @EmbeddedJolt.User(name = "shop", password = "s3cret"),
			@EmbeddedJolt.User(name = "clerk", password = "pa55") })
	class WithUsername {

		@Test
		void theApplicationIsThatUser(@Autowired JoltConnectionDetails details) {
			assertThat(details.getUsername()).isEqualTo("clerk");
			assertThat(details.getPassword()).isEqualTo("pa55");
		}

	}

	@Nested
	@SpringBootTest(properties = { "jolt.username=clerk", "jolt.password=pa55" })
	@EmbeddedJolt(users = { @EmbeddedJolt.User(name = "shop", password = "s3cret"),
			@EmbeddedJolt.User(name = "clerk", password = "pa55") })
	class WithTheApplicationsOwnUser {

		@Test
		void theApplicationIsWhoItsPropertiesSay(@Autowired JoltConnectionDetails details) {
			assertThat(details.getUsername()).isEqualTo("clerk");
			assertThat(details.getPassword()).isEqualTo("pa55");
		}

	}

	@Nested
	@EmbeddedJolt(security = true)
	class WithSecurity {

		@Test
		void theApplicationMayDoEverything(JoltBroker broker, JoltMessageCaptor captor,
				@Autowired JoltTemplate template) {
			assertThat(broker.options().securityEnabled()).isTrue();
			template.convertAndSend("anything", "text");
			assertThat(captor).hasMessage("anything", "text");
		}

	}

	@Nested
	@SpringBootTest(classes = BareApplication.class, properties = "jolt.port=1")
	@EmbeddedJolt(connections = "another")
	class ForAnotherConnection {

		@Test
		void theDefaultOneLeadsWhereThePropertiesSay(@Autowired JoltConnectionDetails details) {
			assertThat(details.getAddresses()).containsExactly(new JoltAddress("localhost", 1));
		}

	}

	@Nested
	@SpringBootTest(classes = NamedApplication.class,
			properties = { "jolt.connections.billing.host=127.0.0.1", "jolt.connections.billing.port=1",
					"jolt.connections.billing.startup=fail", "jolt.connections.audit.url=jolt://a:b@127.0.0.1:1" })
	@EmbeddedJolt(users = { @EmbeddedJolt.User(name = "shop", password = "s3cret") })
	class ForNamedConnections {

		@Test
		void allOfThemLeadToTheBroker(@Autowired @Qualifier("billing") JoltTemplate billing,
				@Autowired @Qualifier("audit") JoltTemplate audit, @Autowired NamedApplication application,
				JoltMessageCaptor captor) throws Exception {
			captor.awaitSubscribed("invoices");
			billing.convertAndSend("invoices", "one");
			assertThat(application.received.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
			audit.convertAndSend("invoices", "two");
			assertThat(captor).hasMessagesExactly("invoices", "one", "two");
		}

		@Test
		void theApplicationGetsNoOtherConnection(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(JoltClient.class)).containsOnlyKeys("billingJoltClient",
					"auditJoltClient");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NamedApplication {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "invoices", topics = "invoices", connection = "billing")
		void onInvoice(String invoice) {
			this.received.add(invoice);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class BareApplication {

	}

	static class SmallLines implements JoltBrokerBuilderCustomizer {

		@Override
		public void customize(JoltBrokerBuilder builder) {
			builder.maxLineBytes(2048);
		}

	}

}
