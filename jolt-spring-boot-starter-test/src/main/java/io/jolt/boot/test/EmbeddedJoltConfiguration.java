package io.jolt.boot.test;

import io.jolt.boot.autoconfigure.JoltBrokerLifecycle;
import io.jolt.broker.JoltBroker;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltMessageMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.messaging.converter.MessageConverter;

/**
 * The broker of a test's context, the captor and the responder. Beans of types that the
 * application may also have are primary, to take precedence over its own.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedJoltConfiguration {

	// closed by the customizer's bean, which is registered earlier
	@Bean(destroyMethod = "")
	@Primary
	JoltBroker embeddedJoltBroker(EmbeddedBroker embeddedBroker) {
		return embeddedBroker.broker();
	}

	@Bean
	@Primary
	JoltBrokerLifecycle embeddedJoltBrokerLifecycle(EmbeddedBroker embeddedBroker) {
		return new JoltBrokerLifecycle(embeddedBroker.broker(), embeddedBroker.hasWantedPort());
	}

	@Bean
	JoltMessageCaptor joltMessageCaptor(ObjectProvider<JoltMessageMapper> messageMapper,
			@Qualifier("joltMessageConverter") ObjectProvider<MessageConverter> messageConverter,
			ObjectProvider<JoltListenerEndpointRegistry> registry) {
		return new JoltMessageCaptor(new PayloadReader(messageConverter::getIfAvailable, messageMapper::getIfAvailable),
				new AwaitedListeners(registry::getIfAvailable));
	}

	@Bean
	ResponderConnection joltResponderConnection(EmbeddedBroker embeddedBroker) {
		return new ResponderConnection(embeddedBroker);
	}

	@Bean
	JoltResponderStub joltResponderStub(ResponderConnection connection, ObjectProvider<JoltMessageMapper> messageMapper,
			@Qualifier("joltMessageConverter") ObjectProvider<MessageConverter> messageConverter) {
		return new JoltResponderStub(connection,
				new PayloadReader(messageConverter::getIfAvailable, messageMapper::getIfAvailable),
				new PayloadWriter(messageMapper::getIfAvailable));
	}

	@Bean
	JoltMessageCaptorLifecycle joltMessageCaptorLifecycle(JoltMessageCaptor captor, EmbeddedBroker embeddedBroker) {
		return new JoltMessageCaptorLifecycle(captor, embeddedBroker);
	}

}
