package io.jolt.spring.service.scanned;

import io.jolt.spring.service.JoltExchange;

/**
 * Found, although only its package may use it.
 */
interface Drafts {

	/**
	 * Publishes.
	 * @param item the payload
	 */
	@JoltExchange("drafts.changed")
	void changed(String item);

	/**
	 * Publishes, too.
	 * @param items the payloads
	 * @return how many there were
	 */
	default int allChanged(String... items) {
		for (String item : items) {
			changed(item);
		}
		return items.length;
	}

}
