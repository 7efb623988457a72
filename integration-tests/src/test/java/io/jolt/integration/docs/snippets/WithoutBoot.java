package io.jolt.integration.docs.snippets;

import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of an application that uses Spring without Spring Boot.
 */
// tag::configuration[]
@Configuration
@EnableJolt
class WithoutBoot {

	@Bean
	JoltClient joltClient(@Value("${app.broker}") String url) {
		return JoltClientBuilder.create().url(url).build();
	}

	@Bean
	JoltClientLifecycle joltClientLifecycle(JoltClient client) {
		return new JoltClientLifecycle(client);
	}

	@Bean
	JoltTemplate joltTemplate(JoltClient client) {
		return new JoltTemplate(client);
	}

	@Bean
	DefaultJoltListenerContainerFactory joltListenerContainerFactory(JoltClient client) {
		DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(client);
		factory.getContainerProperties().setConcurrency(4);
		return factory;
	}

}
// end::configuration[]
