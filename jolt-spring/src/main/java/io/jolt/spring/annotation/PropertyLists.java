package io.jolt.spring.annotation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Finds properties that are lists, for the placeholders in the attributes of
 * {@link JoltListener}. A bean of this type replaces the default, which reads the
 * environment's property sources in order: the first one that has the property, or an
 * element of it, decides. The Spring Boot auto-configuration provides one that binds
 * lists as {@code @ConfigurationProperties} do.
 * <p>
 * Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface PropertyLists {

	/**
	 * Finds a list. A list is not one property but several: {@code name[0]},
	 * {@code name[1]} and so on.
	 * @param environment the environment
	 * @param name the property's name, as written in the placeholder
	 * @return the elements, with their placeholders resolved or not, or {@code null} if
	 * the environment does not have the property, or has it as a single string
	 * @throws IllegalArgumentException if the list cannot be read
	 */
	@Nullable List<String> find(Environment environment, String name);

}
