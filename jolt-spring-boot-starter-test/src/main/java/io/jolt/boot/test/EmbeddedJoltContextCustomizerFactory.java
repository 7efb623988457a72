package io.jolt.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Looks for {@link EmbeddedJolt} on a test class, its superclasses and, for a nested
 * class, its enclosing classes.
 */
class EmbeddedJoltContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configurationAttributes) {
		EmbeddedJolt settings = TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedJolt.class);
		return (settings != null) ? new EmbeddedJoltContextCustomizer(settings) : null;
	}

}
