package io.jolt.spring.annotation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Finds the properties that are lists, for the placeholders in the attributes of
 * {@link JoltListener}. A bean of this type replaces the default, which reads the
 * environment's property sources in their order: the first that has the property, or an
 * element of it, decides. Spring Boot's auto-configuration has one that reads them as
 * {@code @ConfigurationProperties} are read.
 * <p>
 * Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface PropertyLists {

	/**
	 * Finds a list. A list is not one property but several: {@code name[0]},
	 * {@code name[1]} and so on.
	 * @param environment where to look
	 * @param name the property's name, as it stands in a placeholder
	 * @return the elements, with their placeholders resolved or not, or {@code null} if
	 * the environment does not have the property, or has it as one text
	 * @throws IllegalArgumentException if the list cannot be read
	 */
	@Nullable List<String> find(Environment environment, String name);

}
