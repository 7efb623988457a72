package io.jolt.spring.service;

import java.util.List;
import java.util.Objects;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Finds the interfaces in a package that have {@link JoltExchange}, or a method with it.
 */
final class ServiceScanner extends ClassPathScanningCandidateComponentProvider {

	@SuppressWarnings("this-escape") // the superclass has no other way to set these
	ServiceScanner(Environment environment, ResourceLoader resourceLoader) {
		super(false, environment);
		setResourceLoader(resourceLoader);
		addIncludeFilter((reader, factory) -> isService(reader.getAnnotationMetadata()));
	}

	private static boolean isService(AnnotationMetadata metadata) {
		return metadata.isInterface() && (metadata.hasAnnotation(JoltExchange.class.getName())
				|| metadata.hasAnnotatedMethods(JoltExchange.class.getName()));
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return definition.getMetadata().isIndependent() && !definition.getMetadata().isAnnotation();
	}

	/**
	 * Finds the interfaces.
	 * @param packageName the package; those below it count too
	 * @return their names
	 */
	List<String> find(String packageName) {
		return findCandidateComponents(packageName).stream()
			.map(BeanDefinition::getBeanClassName)
			.filter(Objects::nonNull)
			.sorted()
			.toList();
	}

}
