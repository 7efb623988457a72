package io.jolt.boot.autoconfigure;

import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltReactiveOperations;
import io.jolt.spring.core.JoltReactiveTemplate;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the reactive template of the default connection. The named
 * connections have theirs with their other beans.
 */
@AutoConfiguration(after = JoltAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
public final class JoltReactiveAutoConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(JoltOperations.class)
	@ConditionalOnMissingBean(JoltReactiveOperations.class)
	JoltReactiveTemplate joltReactiveTemplate(JoltOperations operations) {
		return new JoltReactiveTemplate(operations);
	}

}
