package io.jolt.spring.annotation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.MethodJoltListenerEndpoint;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.util.Assert;

/**
 * Makes endpoints of annotations and hands them to the registrar. Safe for use by several
 * threads.
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
	 * @param target what it is on
	 * @param registrar where its endpoint goes
	 * @return the listener's id
	 * @throws BeanCreationException if the annotation, or what it is on, is not as it
	 * must be
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
		MethodJoltListenerEndpoint endpoint = target.endpoint(id.isEmpty() ? generateId(target.defaultId()) : id);
		endpoint.setTopics(this.attributes.list("topics", listener.topics()));
		endpoint.setTopicPatterns(this.attributes.list("topicPatterns", listener.topicPatterns()));
		Assert.isTrue(!endpoint.getTopics().isEmpty() || !endpoint.getTopicPatterns().isEmpty(),
				"it names no topic: set topics or topicPatterns");
		endpoint.setAutoStartup(this.attributes.bool("autoStartup", listener.autoStartup()));
		endpoint.setOverflow(this.attributes.overflow("overflow", listener.overflow()));
		endpoint.setQueueCapacity(this.attributes.positiveInteger("queueCapacity", listener.queueCapacity()));
		endpoint.setConcurrency(this.attributes.positiveInteger("concurrency", listener.concurrency()));
		endpoint.setFilter(this.attributes.bean("filter", listener.filter(), JoltMessageFilter.class));
		endpoint.setErrorHandler(this.attributes.bean("errorHandler", listener.errorHandler(), JoltErrorHandler.class));
		endpoint.setProperties(this.attributes.properties("properties", listener.properties()));
		Object bean = target.bean();
		endpoint.setEmbeddedValueResolver((value) -> {
			String[] resolved = new String[1];
			this.resolver.withListener(bean, () -> resolved[0] = this.attributes.string("@SendTo", value));
			return resolved[0];
		});
		return endpoint;
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
				"it has both the attributes 'connection' and 'containerFactory', and only one can decide");
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
