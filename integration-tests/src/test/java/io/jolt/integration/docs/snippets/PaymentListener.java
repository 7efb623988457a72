package io.jolt.integration.docs.snippets;

import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * A class that listens.
 */
// tag::class[]
@Component
@JoltListener(id = "payments", topics = "payments")
class PaymentListener {

	private static final Logger logger = LoggerFactory.getLogger(PaymentListener.class);

	private final Ledger ledger;

	PaymentListener(Ledger ledger) {
		this.ledger = ledger;
	}

	@JoltHandler("paid")
	void paid(Paid paid) {
		this.ledger.credit(paid.order(), paid.cents());
	}

	@JoltHandler({ "refunded", "refund.*" })
	void refunded(Refunded refunded) {
		this.ledger.debit(refunded.order(), refunded.cents());
	}

	@JoltHandler
	void other(String text) {
		logger.warn("Neither a payment nor a refund: {}", text);
	}

	record Paid(String order, int cents) {
	}

	record Refunded(String order, int cents) {
	}

}
// end::class[]
