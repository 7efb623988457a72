package io.jolt.boot.test;

import io.jolt.boot.autoconfigure.EmbeddedJoltConnectionDetails;
import io.jolt.boot.autoconfigure.JoltBrokerLifecycle;
import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.broker.JoltBroker;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The broker of a test's context, the connection to it, and the captor. They are primary,
 * to win over the application's own.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedJoltConfiguration {

	@Bean(destroyMethod = "close")
	@Primary
	JoltBroker embeddedJoltBroker() {
		return JoltBroker.builder().port(0).build();
	}

	@Bean
	@Primary
	JoltBrokerLifecycle embeddedJoltBrokerLifecycle(JoltBroker embeddedJoltBroker) {
		return new JoltBrokerLifecycle(embeddedJoltBroker);
	}

	@Bean
	@Primary
	JoltConnectionDetails embeddedJoltConnectionDetails(JoltBroker embeddedJoltBroker) {
		return new EmbeddedJoltConnectionDetails(embeddedJoltBroker);
	}

	@Bean
	JoltMessageCaptor joltMessageCaptor() {
		return new JoltMessageCaptor();
	}

	@Bean
	JoltMessageCaptorLifecycle joltMessageCaptorLifecycle(JoltMessageCaptor captor, JoltBroker embeddedJoltBroker) {
		return new JoltMessageCaptorLifecycle(captor, embeddedJoltBroker);
	}

}
