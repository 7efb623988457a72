package io.jolt.spring.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.jolt.spring.config.JoltClientLifecycle;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Registers the beans of {@link ImportJoltServices}. Looks for interfaces in packages
 * when the definitions are made, so ahead of time if they are: a native image has no
 * packages to look in. The definitions contain no code, because they have to survive
 * that.
 */
class JoltServicesRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String TYPE_ATTRIBUTE = JoltServicesRegistrar.class.getName() + ".type";

	private final ServiceScanner scanner;

	private final @Nullable ClassLoader classLoader;

	JoltServicesRegistrar(Environment environment, ResourceLoader resourceLoader) {
		this.scanner = new ServiceScanner(environment, resourceLoader);
		this.classLoader = resourceLoader.getClassLoader();
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(JoltServices.BEAN_NAME)) {
			RootBeanDefinition services = new RootBeanDefinition(JoltServices.class);
			services.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(JoltServices.BEAN_NAME, services);
		}
		annotations(metadata).forEach((annotation) -> register(annotation, metadata.getClassName(), registry));
	}

	// several are in their container
	private static Stream<MergedAnnotation<ImportJoltServices>> annotations(AnnotationMetadata metadata) {
		return Stream.concat(metadata.getAnnotations().stream(ImportJoltServices.class), metadata.getAnnotations()
			.stream(ImportJoltServices.Container.class)
			.flatMap((all) -> Stream.of(all.getAnnotationArray(MergedAnnotation.VALUE, ImportJoltServices.class))));
	}

	private void register(MergedAnnotation<ImportJoltServices> annotation, String importing,
			BeanDefinitionRegistry registry) {
		String connection = annotation.getString("connection");
		Assert.isTrue(StringUtils.hasText(connection),
				() -> "The connection of @ImportJoltServices on " + importing + " must not be blank");
		for (String typeName : typeNames(annotation, importing)) {
			String beanName = connection + "#" + typeName;
			if (!registry.containsBeanDefinition(beanName)) {
				registry.registerBeanDefinition(beanName, definition(typeName, connection));
				preferDefaultConnection(typeName, registry);
			}
		}
	}

	private Set<String> typeNames(MergedAnnotation<ImportJoltServices> annotation, String importing) {
		Set<String> names = new LinkedHashSet<>(List.of(annotation.getStringArray("types")));
		Set<String> packages = new LinkedHashSet<>(List.of(annotation.getStringArray("basePackages")));
		Stream.of(annotation.getStringArray("basePackageClasses"))
			.map(ClassUtils::getPackageName)
			.forEach(packages::add);
		if (names.isEmpty() && packages.isEmpty()) {
			packages.add(ClassUtils.getPackageName(importing));
		}
		packages.forEach((name) -> names.addAll(this.scanner.find(name)));
		return names;
	}

	private RootBeanDefinition definition(String typeName, String connection) {
		Class<?> type = ClassUtils.resolveClassName(typeName, this.classLoader);
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setTargetType(type);
		definition.setFactoryBeanName(JoltServices.BEAN_NAME);
		definition.setFactoryMethodName("client");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, typeName);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, connection);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, connection));
		// any other bean of the type is the application's, which wins
		definition.setFallback(true);
		definition.setAttribute(TYPE_ATTRIBUTE, typeName);
		return definition;
	}

	private static void preferDefaultConnection(String typeName, BeanDefinitionRegistry registry) {
		List<AbstractBeanDefinition> same = Stream.of(registry.getBeanDefinitionNames())
			.filter((name) -> name.endsWith("#" + typeName))
			.map(registry::getBeanDefinition)
			.filter((definition) -> typeName.equals(definition.getAttribute(TYPE_ATTRIBUTE)))
			.map(AbstractBeanDefinition.class::cast)
			.toList();
		if (same.stream().anyMatch(JoltServicesRegistrar::isOfDefaultConnection)) {
			same.forEach((definition) -> definition.setDefaultCandidate(isOfDefaultConnection(definition)));
		}
	}

	private static boolean isOfDefaultConnection(AbstractBeanDefinition definition) {
		AutowireCandidateQualifier qualifier = definition.getQualifier(Qualifier.class.getName());
		return JoltClientLifecycle.DEFAULT_CONNECTION_NAME
			.equals(Objects.requireNonNull(qualifier, "qualifier").getAttribute(AutowireCandidateQualifier.VALUE_KEY));
	}

}
