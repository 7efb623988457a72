package io.jolt.boot.autoconfigure.endpoint;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what keeps passwords out of the actuator, even where the values
 * of properties are shown.
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
