package io.jolt.boot.test;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds {@link EmbeddedJoltConfiguration} to a context ahead of the application's own
 * configuration. All of its instances are equal, so that test classes share a cached
 * context.
 */
class EmbeddedJoltContextCustomizer implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition(EmbeddedJoltConfiguration.class.getName(),
					new RootBeanDefinition(EmbeddedJoltConfiguration.class));
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EmbeddedJoltContextCustomizer;
	}

	@Override
	public int hashCode() {
		return EmbeddedJoltContextCustomizer.class.hashCode();
	}

}
