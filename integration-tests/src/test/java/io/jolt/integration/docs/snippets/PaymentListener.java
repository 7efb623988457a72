package io.jolt.integration.docs.snippets;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;

import org.springframework.stereotype.Component;

/**
 * A class that listens.
 */
// tag::class[]
@Component
@JoltListener(id = "payments", topics = "payments")
class PaymentListener {

	// end::class[]

	final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	// tag::class[]
	@JoltHandler
	void paid(Paid paid) {
		this.heard.add("paid " + paid.cents());
	}

	@JoltHandler
	void refunded(Refunded refunded) {
		this.heard.add("refunded " + refunded.refundedCents());
	}

	@JoltHandler(isDefault = true)
	void other(String text) {
		this.heard.add("other " + text);
	}

	record Paid(String order, int cents) {
	}

	record Refunded(String order, int refundedCents) {
	}

}
// end::class[]
