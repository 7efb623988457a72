package io.jolt.boot.test;

import java.io.IOException;
import java.util.Set;

import io.jolt.boot.autoconfigure.JoltClientBuilderCustomizer;
import io.jolt.boot.autoconfigure.JoltListenerContainerFactoryCustomizer;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.annotation.JoltListeners;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;
import io.jolt.spring.listener.JoltMessageRecoverer;
import tools.jackson.databind.JacksonModule;

import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Lets the listeners under test in, and what configures them.
 */
class JoltTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<JoltTest> {

	private static final Set<Class<?>> INCLUDES = Set.of(JoltListenerConfigurer.class, JoltErrorHandler.class,
			JoltMessageRecoverer.class, JoltMessageFilter.class, JoltHeaderMapper.class,
			JoltClientBuilderCustomizer.class, JoltListenerContainerFactoryCustomizer.class, JoltAdvice.class,
			JacksonComponent.class, JacksonModule.class);

	private static final Set<String> LISTENERS = Set.of(JoltListener.class.getName(), JoltListeners.class.getName(),
			JoltHandler.class.getName());

	private final Class<?>[] listeners;

	JoltTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.listeners = getAnnotation().getValue("listeners", Class[].class).orElseGet(() -> new Class<?>[0]);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return INCLUDES;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return Set.of(this.listeners);
	}

	@Override
	protected boolean defaultInclude(MetadataReader metadataReader, MetadataReaderFactory metadataReaderFactory)
			throws IOException {
		return super.defaultInclude(metadataReader, metadataReaderFactory)
				|| (this.listeners.length == 0 && listens(metadataReader.getAnnotationMetadata()));
	}

	private static boolean listens(AnnotationMetadata component) {
		return LISTENERS.stream()
			.anyMatch((annotation) -> component.isAnnotated(annotation) || component.hasAnnotatedMethods(annotation));
	}

}
