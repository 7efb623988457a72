package io.jolt.boot.autoconfigure.testcontainers;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltAddress;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A container stands in for one that Docker would run: its port is that of a broker in
 * this process.
 */
class JoltContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltEmbeddedBrokerAutoConfiguration.class))
		.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.url=jolt://elsewhere:1");

	@Test
	void aContainerWithTheConnectionsNameIsConnectedTo() {
		this.contextRunner.withUserConfiguration(Named.class).run((context) -> {
			RunningContainer container = context.getBean(RunningContainer.class);
			JoltConnectionDetails details = context.getBean(JoltConnectionDetails.class);
			assertThat(details.getAddresses()).containsExactly(new JoltAddress("127.0.0.1", container.broker.port()));
			assertThat(details.getUsername()).isEqualTo("app");
			assertThat(details.getPassword()).isEqualTo("secret");
			assertThat(details.getSslBundle()).isNull();
			assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
		});
	}

	@Test
	void theNameOfTheBrokersImageWillDoToo() {
		this.contextRunner.withUserConfiguration(ByImage.class)
			.run((context) -> assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN));
	}

	@Test
	void theEmbeddedBrokerBacksOff() {
		this.contextRunner.withUserConfiguration(ByImage.class)
			.run((context) -> assertThat(context).doesNotHaveBean(JoltBroker.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Named {

		@Bean
		@ServiceConnection(name = "jolt")
		RunningContainer container() {
			return new RunningContainer("example/messages:1").withEnv("JOLT_USERNAME", "app")
				.withEnv("JOLT_PASSWORD", "secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByImage {

		@Bean
		@ServiceConnection(name = "jolt-broker")
		RunningContainer container() {
			return new RunningContainer("jolt-broker:0.1.0");
		}

	}

	static class RunningContainer extends GenericContainer<RunningContainer> {

		private final JoltBroker broker = JoltBroker.builder().port(0).passwordIterations(1).build();

		RunningContainer(String image) {
			super(DockerImageName.parse(image));
			withExposedPorts(8080);
		}

		@Override
		public void start() {
			if (!isRunning()) {
				this.broker.start();
			}
		}

		@Override
		public void stop() {
			this.broker.close();
		}

		@Override
		public boolean isRunning() {
			return this.broker.isRunning();
		}

		@Override
		public String getHost() {
			return "127.0.0.1";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			assertThat(originalPort).isEqualTo(8080);
			return this.broker.port();
		}

	}

}
