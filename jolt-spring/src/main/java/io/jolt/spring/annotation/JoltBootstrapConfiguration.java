package io.jolt.spring.annotation;

import io.jolt.spring.config.JoltClientStarter;
import io.jolt.spring.config.JoltListenerEndpointRegistry;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the beans that {@link JoltListener} needs, unless beans with their names
 * exist.
 */
class JoltBootstrapConfiguration implements ImportBeanDefinitionRegistrar {

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata, BeanDefinitionRegistry registry) {
		register(registry, JoltListenerAnnotationBeanPostProcessor.BEAN_NAME,
				JoltListenerAnnotationBeanPostProcessor.class);
		register(registry, JoltListenerEndpointRegistry.BEAN_NAME, JoltListenerEndpointRegistry.class);
		register(registry, JoltAdviceBeans.BEAN_NAME, JoltAdviceBeans.class);
		register(registry, JoltClientStarter.BEAN_NAME, JoltClientStarter.class);
	}

	private static void register(BeanDefinitionRegistry registry, String name, Class<?> type) {
		if (!registry.containsBeanDefinition(name)) {
			RootBeanDefinition definition = new RootBeanDefinition(type);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(name, definition);
		}
	}

}
