package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltReactiveTemplate;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConstructorArgumentValues;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers the beans of the named connections. Their qualifier is the connection's name,
 * and they are not default candidates, so that injection points without a qualifier get
 * the default connection's beans. The definitions contain no code, because they have to
 * survive ahead-of-time processing.
 */
class JoltConnectionsRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final boolean reactorPresent;

	JoltConnectionsRegistrar(Environment environment, ClassLoader classLoader) {
		this.environment = environment;
		this.reactorPresent = ClassUtils.isPresent("reactor.core.publisher.Flux", classLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (String connection : JoltConnectionNames.of(this.environment)) {
			register(connection, registry);
		}
	}

	private void register(String connection, BeanDefinitionRegistry registry) {
		RuntimeBeanReference details = new RuntimeBeanReference(detailsBeanName(connection));
		RuntimeBeanReference client = new RuntimeBeanReference(connection + "JoltClient");
		register(registry, connection, details.getBeanName(),
				definition(JoltConnectionDetails.class, "connectionDetails", connection));
		RootBeanDefinition clientDefinition = definition(JoltClient.class, "client", connection);
		clientDefinition.setDestroyMethodName("close");
		register(registry, connection, client.getBeanName(), clientDefinition);
		register(registry, connection, connection + "JoltClientLifecycle",
				definition(JoltClientLifecycle.class, "clientLifecycle", connection, client));
		register(registry, connection, connection + "JoltTemplate",
				definition(JoltTemplate.class, "template", connection, client));
		if (this.reactorPresent) {
			RootBeanDefinition reactiveTemplate = new RootBeanDefinition(JoltReactiveTemplate.class);
			reactiveTemplate.getConstructorArgumentValues()
				.addIndexedArgumentValue(0, new RuntimeBeanReference(connection + "JoltTemplate"));
			register(registry, connection, connection + "JoltReactiveTemplate", reactiveTemplate);
		}
		RootBeanDefinition containerFactory = definition(DefaultJoltListenerContainerFactory.class,
				"listenerContainerFactory", connection, client);
		// an application that excludes listeners has no beans to configure it
		containerFactory.setLazyInit(true);
		register(registry, connection, connection + "JoltListenerContainerFactory", containerFactory);
	}

	static String detailsBeanName(String connection) {
		return connection + "JoltConnectionDetails";
	}

	private static RootBeanDefinition definition(Class<?> type, String factoryMethod, Object... arguments) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setTargetType(type);
		definition.setFactoryBeanName(JoltConnectionsConfiguration.CONNECTION_COMPONENTS_BEAN_NAME);
		definition.setFactoryMethodName(factoryMethod);
		ConstructorArgumentValues values = definition.getConstructorArgumentValues();
		for (int i = 0; i < arguments.length; i++) {
			values.addIndexedArgumentValue(i, arguments[i]);
		}
		return definition;
	}

	// an application's bean of that name replaces ours, and belongs to the connection as
	// ours would
	private static void register(BeanDefinitionRegistry registry, String connection, String beanName,
			RootBeanDefinition ours) {
		if (!registry.containsBeanDefinition(beanName)) {
			registry.registerBeanDefinition(beanName, ours);
		}
		BeanDefinition definition = registry.getBeanDefinition(beanName);
		if (definition instanceof AbstractBeanDefinition candidate) {
			candidate.setDefaultCandidate(false);
			candidate.addQualifier(new AutowireCandidateQualifier(Qualifier.class, connection));
		}
	}

}
