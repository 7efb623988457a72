package io.jolt.spring.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.MethodJoltListenerEndpoint;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.Assert;

/**
 * Creates endpoints from annotations and passes them to the registrar. Safe for use by
 * several threads.
 */
final class AnnotatedEndpoints {

	private final AnnotationValueResolver resolver;

	private final ListenerAttributes attributes;

	private final Map<String, Integer> generatedIds = new ConcurrentHashMap<>();

	AnnotatedEndpoints(AnnotationValueResolver resolver) {
		this.resolver = resolver;
		this.attributes = new ListenerAttributes(resolver);
	}

	/**
	 * Registers a listener.
	 * @param listener the annotation
	 * @param target the annotated method or class
	 * @param registrar the registrar of its endpoint
	 * @return the listener's id
	 * @throws BeanCreationException if the annotation or its target is invalid
	 */
	String register(JoltListener listener, ListenerTarget target, JoltListenerEndpointRegistrar registrar) {
		try {
			MethodJoltListenerEndpoint[] endpoint = new MethodJoltListenerEndpoint[1];
			this.resolver.withListener(target.bean(), () -> {
				endpoint[0] = endpoint(listener, target);
				register(listener, endpoint[0], registrar);
			});
			return endpoint[0].getId();
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new BeanCreationException(target.beanName(),
					"Invalid @JoltListener on " + target + ": " + ex.getMessage(), ex);
		}
	}

	private MethodJoltListenerEndpoint endpoint(JoltListener listener, ListenerTarget target) {
		target.check(this.resolver.beanFactory());
		String id = this.attributes.string("id", listener.id());
		MethodJoltListenerEndpoint endpoint = target.endpoint(id.isEmpty() ? generateId(target.defaultId()) : id,
				(types) -> this.attributes.list("type", types.toArray(String[]::new)));
		endpoint.setTopics(this.attributes.list("topics", listener.topics()));
		endpoint.setTopicPatterns(this.attributes.list("topicPatterns", listener.topicPatterns()));
		Assert.isTrue(!endpoint.getTopics().isEmpty() || !endpoint.getTopicPatterns().isEmpty(),
				"it names no topic: set topics or topicPatterns");
		endpoint.setContainerSettings(containerSettings(listener));
		Object bean = target.bean();
		endpoint.setEmbeddedValueResolver((value) -> {
			String[] resolved = new String[1];
			this.resolver.withListener(bean, () -> resolved[0] = this.attributes.string("@SendTo", value));
			return resolved[0];
		});
		return endpoint;
	}

	// resolved and tried at once, so that an error is reported where the annotation is
	private Consumer<ContainerProperties> containerSettings(JoltListener listener) {
		Map<String, String> texts = this.attributes.properties("properties", listener.properties());
		Map<String, String> ownAttributes = new LinkedHashMap<>();
		ownAttributes.put("autoStartup", listener.autoStartup());
		ownAttributes.put("overflow", listener.overflow());
		ownAttributes.put("queueCapacity", listener.queueCapacity());
		ownAttributes.put("concurrency", listener.concurrency());
		ownAttributes.replaceAll(this.attributes::string);
		ownAttributes.values().removeIf(String::isEmpty);
		if (!listener.group().equals(ValueConstants.DEFAULT_NONE)) {
			// even if it is empty: then the listener is in no group
			ownAttributes.put("group", this.attributes.string("group", listener.group()));
		}
		List<String> types = this.attributes.list("types", listener.types());
		Supplier<JoltMessageFilter> filter = this.attributes.bean("filter", listener.filter(), JoltMessageFilter.class);
		Supplier<JoltErrorHandler> errorHandler = this.attributes.bean("errorHandler", listener.errorHandler(),
				JoltErrorHandler.class);
		Consumer<ContainerProperties> settings = (properties) -> {
			texts.forEach(properties::set);
			// which take precedence
			ownAttributes.forEach(properties::set);
			properties.setTypes(types);
		};
		settings.accept(new ContainerProperties());
		return settings.andThen((properties) -> {
			if (filter != null) {
				properties.setFilter(filter.get());
			}
			if (errorHandler != null) {
				properties.setErrorHandler(errorHandler.get());
			}
		});
	}

	private String generateId(String id) {
		int count = this.generatedIds.merge(id, 1, Integer::sum);
		return (count == 1) ? id : id + "#" + count;
	}

	private void register(JoltListener listener, MethodJoltListenerEndpoint endpoint,
			JoltListenerEndpointRegistrar registrar) {
		String connection = this.attributes.string("connection", listener.connection());
		Object factory = this.attributes.object("containerFactory", listener.containerFactory());
		boolean hasFactory = factory != null && !factory.toString().isBlank();
		Assert.isTrue(connection.isEmpty() || !hasFactory,
				"it has both attributes 'connection' and 'containerFactory', but only one is allowed");
		if (!connection.isEmpty()) {
			registrar.registerEndpointOnConnection(endpoint, connection);
		}
		else if (factory instanceof JoltListenerContainerFactory<?> containerFactory) {
			registrar.registerEndpoint(endpoint, containerFactory);
		}
		else if (hasFactory) {
			registrar.registerEndpoint(endpoint, String.valueOf(factory).trim());
		}
		else {
			registrar.registerEndpoint(endpoint);
		}
	}

}
