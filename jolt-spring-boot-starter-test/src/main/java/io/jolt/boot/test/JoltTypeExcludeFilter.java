package io.jolt.boot.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.jolt.boot.autoconfigure.JoltClientBuilderCustomizer;
import io.jolt.boot.autoconfigure.JoltListenerContainerFactoryCustomizer;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.annotation.JoltListeners;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;
import io.jolt.spring.listener.JoltMessageRecoverer;
import io.jolt.spring.service.JoltServiceProxyFactoryCustomizer;
import tools.jackson.databind.JacksonModule;

import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Includes the listeners under test and the components that configure them.
 */
class JoltTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<JoltTest> {

	private static final Set<Class<?>> INCLUDES = Set.of(JoltListenerConfigurer.class, JoltErrorHandler.class,
			JoltMessageRecoverer.class, JoltMessageFilter.class, JoltHeaderMapper.class, JoltMessageMapper.class,
			MessageConverter.class, JoltClientInterceptor.class, JoltClientBuilderCustomizer.class,
			JoltListenerContainerFactoryCustomizer.class, JoltServiceProxyFactoryCustomizer.class, JoltAdvice.class,
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
		return super.defaultInclude(metadataReader, metadataReaderFactory) || (this.listeners.length == 0
				&& listens(metadataReader.getAnnotationMetadata(), metadataReaderFactory));
	}

	// a listener may inherit the annotation from a superclass or an interface
	private static boolean listens(AnnotationMetadata type, MetadataReaderFactory readers) {
		if (LISTENERS.stream()
			.anyMatch((annotation) -> type.isAnnotated(annotation) || type.hasAnnotatedMethods(annotation))) {
			return true;
		}
		List<String> supertypes = new ArrayList<>(List.of(type.getInterfaceNames()));
		if (type.getSuperClassName() != null) {
			supertypes.add(type.getSuperClassName());
		}
		return supertypes.stream().anyMatch((supertype) -> listens(supertype, readers));
	}

	private static boolean listens(String supertype, MetadataReaderFactory readers) {
		try {
			return !supertype.startsWith("java.")
					&& listens(readers.getMetadataReader(supertype).getAnnotationMetadata(), readers);
		}
		catch (IOException ex) {
			// from an optional library that is absent: the component cannot be used
			// either
			return false;
		}
	}

}
