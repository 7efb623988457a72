package io.jolt.boot.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if a connection exists, default or named. Unlike
 * {@code @ConditionalOnBean(JoltClient.class)} it also considers clients that are not
 * default candidates. For auto-configuration that comes after
 * {@link JoltAutoConfiguration}.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnJoltClientCondition.class)
public @interface ConditionalOnJoltClient {

}
