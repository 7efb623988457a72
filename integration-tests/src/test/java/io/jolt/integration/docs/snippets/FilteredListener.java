package io.jolt.integration.docs.snippets;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.listener.JoltMessageFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/**
 * A listener of some messages only.
 */
@Component
@Import(FilteredListener.OfAcme.class)
class FilteredListener {

	private static final Logger logger = LoggerFactory.getLogger(FilteredListener.class);

	// tag::filter[]
	@JoltListener(id = "acme", topics = "offers", filter = "ofAcme")
	void handle(Order order) {
		logger.info("Offer to Acme: {}", order.id());
	}

	@Component("ofAcme")
	static class OfAcme implements JoltMessageFilter {

		@Override
		public boolean accept(JoltMessage message) {
			return "acme".equals(message.headers().get("tenant"));
		}

	}
	// end::filter[]

}
