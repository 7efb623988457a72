package io.jolt.boot.autoconfigure;

import java.util.Objects;
import java.util.function.Consumer;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.jolt.spring.observation.JoltRequestObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Enables observation if the application has a registry, with the application's
 * conventions, if any. The registry itself is not created before there is something to
 * observe, so that its handlers may publish.
 */
final class JoltObservationConfigurer implements SmartInitializingSingleton {

	private final @Nullable DeferredObservationRegistry registry;

	private final ObjectProvider<JoltPublishObservationConvention> publishConvention;

	private final ObjectProvider<JoltRequestObservationConvention> requestConvention;

	private final ObjectProvider<JoltListenerObservationConvention> listenerConvention;

	// written and read by threads that create beans
	private volatile boolean inUse;

	JoltObservationConfigurer(ListableBeanFactory beanFactory, ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<JoltPublishObservationConvention> publishConvention,
			ObjectProvider<JoltRequestObservationConvention> requestConvention,
			ObjectProvider<JoltListenerObservationConvention> listenerConvention) {
		boolean observed = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory,
				ObservationRegistry.class).length > 0;
		this.registry = observed ? new DeferredObservationRegistry(() -> find(registry)) : null;
		this.publishConvention = publishConvention;
		this.requestConvention = requestConvention;
		this.listenerConvention = listenerConvention;
	}

	private static ObservationRegistry find(ObjectProvider<ObservationRegistry> candidates) {
		return Objects.requireNonNullElse(UniqueBean.find(candidates, "declare only one of them as a bean"),
				ObservationRegistry.NOOP);
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.registry != null) {
			this.registry.available();
			if (this.inUse) {
				// if it cannot be created, start-up should fail, not the first publish
				this.registry.isNoop();
			}
		}
	}

	void configure(JoltTemplate template, String connectionName) {
		template.setConnectionName(connectionName);
		ifObserved(template::setObservationRegistry);
		ifFound(this.publishConvention, template::setObservationConvention);
		ifFound(this.requestConvention, template::setRequestObservationConvention);
	}

	void configure(DefaultJoltListenerContainerFactory factory) {
		ifObserved(factory.getContainerProperties()::setObservationRegistry);
		ifFound(this.listenerConvention, factory.getContainerProperties()::setObservationConvention);
		ifFound(this.publishConvention, factory::setReplyObservationConvention);
	}

	private void ifObserved(Consumer<ObservationRegistry> user) {
		if (this.registry != null) {
			this.inUse = true;
			user.accept(this.registry);
		}
	}

	private static <T> void ifFound(ObjectProvider<T> candidates, Consumer<T> user) {
		T found = UniqueBean.find(candidates, "declare only one of them as a bean");
		if (found != null) {
			user.accept(found);
		}
	}

}
