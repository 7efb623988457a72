package io.jolt.boot.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if there is a connection, the default one or a named one: unlike
 * {@code @ConditionalOnBean(JoltClient.class)} it sees also clients that are no default
 * candidates. For auto-configuration that comes after {@link JoltAutoConfiguration}.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnJoltClientCondition.class)
public @interface ConditionalOnJoltClient {

}
