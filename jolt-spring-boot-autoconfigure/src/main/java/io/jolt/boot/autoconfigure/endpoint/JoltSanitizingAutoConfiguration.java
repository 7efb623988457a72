package io.jolt.boot.autoconfigure.endpoint;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps passwords out of the actuator, even if it shows property
 * values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class JoltSanitizingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "joltSanitizingFunction")
	SanitizingFunction joltSanitizingFunction() {
		return new JoltSanitizingFunction();
	}

}
