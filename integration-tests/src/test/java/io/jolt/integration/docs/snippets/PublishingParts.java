package io.jolt.integration.docs.snippets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.boot.autoconfigure.JoltTemplateConfigurer;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * What takes part in publishing.
 */
final class PublishingParts {

	private PublishingParts() {
	}

	// tag::interceptor[]
	@Component
	static class SourceInterceptor implements JoltClientInterceptor {

		@Override
		public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
			Map<String, String> headers = new LinkedHashMap<>(message.headers());
			headers.put("sender", "shop");
			return next.publish(JoltMessage.of(message.topic(), message.data(), headers));
		}

		@Override
		public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
			MDC.put("topic", message.topic());
			try {
				next.onMessage(message);
			}
			finally {
				MDC.remove("topic");
			}
		}

	}
	// end::interceptor[]

	@Configuration(proxyBeanMethods = false)
	static class TemplateConfiguration {

		// tag::template[]
		@Bean
		JoltTemplate joltTemplate(JoltClient client, JoltTemplateConfigurer configurer) {
			JoltTemplate template = new JoltTemplate(client);
			configurer.configure(template);
			template.setDefaultTopic("orders.default");
			template.setBeforePublishPostProcessors(
					(message) -> MessageBuilder.fromMessage(message).setHeader("version", 2).build());
			return template;
		}
		// end::template[]

	}

	// tag::converter[]
	record Price(int cents, String currency) {
	}

	@Component
	static class PriceConverter extends AbstractMessageConverter {

		PriceConverter() {
			super(List.of());
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Price.class;
		}

		@Override
		protected Object convertToInternal(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
			Price price = (Price) payload;
			return price.cents() + " " + price.currency();
		}

		@Override
		protected Object convertFromInternal(Message<?> message, Class<?> type, @Nullable Object hint) {
			String text = message.getPayload().toString();
			int space = text.indexOf(' ');
			return new Price(Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
		}

	}
	// end::converter[]

}
