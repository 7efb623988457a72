package io.jolt.spring.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces with {@link JoltExchange} methods, on a
 * {@link org.springframework.context.annotation.Configuration @Configuration} class. A
 * bean's qualifier is the name of its connection. It gives way to any other bean of its
 * type; if an interface is imported for the default and another connection, the bean of
 * the default one is injected where there is no qualifier.
 * <p>
 * Without Spring Boot, the default connection needs one bean of type
 * {@link io.jolt.spring.core.JoltOperations} or {@link JoltServiceProxyFactory}, and any
 * other a bean named after it: {@code billingJoltTemplate}. A
 * {@link JoltServiceProxyFactoryCustomizer} bean changes how the clients are made.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportJoltServices.Container.class)
@Import(JoltServicesRegistrar.class)
public @interface ImportJoltServices {

	/**
	 * Alias for {@link #types()}.
	 * @return the interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces.
	 * @return the interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * The packages in which to look for interfaces with the annotation, or with methods
	 * that have it.
	 * @return the names of the packages; by default, if there are no interfaces either,
	 * the package of the annotated class
	 */
	String[] basePackages() default {};

	/**
	 * Classes in whose packages to look, as in {@link #basePackages()}.
	 * @return the classes
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * The connection that the clients use.
	 * @return its name, {@code default} by default
	 */
	String connection() default JoltClientLifecycle.DEFAULT_CONNECTION_NAME;

	/**
	 * Holds several annotations.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(JoltServicesRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportJoltServices[] value();

	}

}
