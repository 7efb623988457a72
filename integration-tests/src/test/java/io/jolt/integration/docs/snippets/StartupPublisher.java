package io.jolt.integration.docs.snippets;

import io.jolt.spring.core.JoltOperations;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Publishes when the application has started.
 */
@Configuration(proxyBeanMethods = false)
class StartupPublisher {

	// tag::runner[]
	@Bean
	ApplicationRunner sayThatWeAreOpen(JoltOperations jolt) {
		return (args) -> jolt.convertAndSend("shop.opened", "since now");
	}
	// end::runner[]

}
