package io.jolt.spring.service.scanned;

import io.jolt.spring.service.JoltExchange;

/**
 * Found by its methods.
 */
public interface Catalogue {

	/**
	 * Publishes.
	 * @param item the payload
	 */
	@JoltExchange("catalogue.changed")
	void changed(String item);

}
