package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Enables {@link JoltListener} methods in applications without Spring Boot. They need a
 * {@link io.jolt.spring.config.JoltListenerContainerFactory} bean named
 * {@code joltListenerContainerFactory}, and its client needs a
 * {@link io.jolt.spring.config.JoltClientLifecycle} bean that starts and stops it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(JoltBootstrapConfiguration.class)
public @interface EnableJolt {

}
