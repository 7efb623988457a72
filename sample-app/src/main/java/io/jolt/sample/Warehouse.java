package io.jolt.sample;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Takes items from the shelf. To demonstrate retries and dead letters, {@code flaky}
 * items are available only at the third attempt, and {@code broken} ones never.
 */
@Component
class Warehouse {

	private static final int REMEMBERED = 1000;

	// guarded by itself
	private final Map<String, Integer> failures = new LinkedHashMap<>();

	/**
	 * Takes an order's items.
	 * @param order the order
	 * @throws ShelfJammedException if that fails now; it may work later
	 */
	void take(Order order) {
		String item = order.item().toLowerCase(Locale.ROOT);
		if (item.contains("broken")) {
			throw new ShelfJammedException("The shelf of '" + order.item() + "' is jammed for good");
		}
		if (item.contains("flaky") && failAgain(order.id())) {
			throw new ShelfJammedException("The shelf of '" + order.item() + "' is jammed for the moment");
		}
	}

	private boolean failAgain(String order) {
		synchronized (this.failures) {
			boolean again = this.failures.merge(order, 1, Integer::sum) <= 2;
			if (!again || this.failures.size() > REMEMBERED) {
				this.failures.remove(again ? this.failures.keySet().iterator().next() : order);
			}
			return again;
		}
	}

}
