package io.jolt.integration.docs.snippets;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.listener.JoltMessageFilter;

import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/**
 * A listener of some messages only.
 */
@Component
@Import(FilteredListener.OfAcme.class)
class FilteredListener {

	final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	// tag::filter[]
	@JoltListener(id = "acme", topics = "offers", filter = "ofAcme")
	void handle(Order order) {
		this.heard.add("of acme: " + order.id());
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
