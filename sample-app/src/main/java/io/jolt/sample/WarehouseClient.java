package io.jolt.sample;

import io.jolt.spring.service.JoltExchange;
import reactor.core.publisher.Flux;

/**
 * Asks a warehouse, in whichever instance of the application it is: see
 * {@link WarehouseListener}. Safe for use by several threads.
 */
@JoltExchange("warehouse")
interface WarehouseClient {

	/**
	 * Asks for a price, and blocks until the reply.
	 * @param request what for
	 * @return the reply
	 * @throws io.jolt.client.JoltReplyErrorException if the warehouse refuses
	 * @throws io.jolt.client.JoltException if there is no reply
	 */
	@JoltExchange("quote")
	Quote quote(QuoteRequest request);

	/**
	 * Watches an order being packed.
	 * @param order the order
	 * @return a call for each subscriber; cancelling it ends the call
	 */
	@JoltExchange("packing")
	Flux<PackingStep> packing(Order order);

}
