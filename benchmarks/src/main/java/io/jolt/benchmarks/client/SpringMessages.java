package io.jolt.benchmarks.client;

import java.util.List;

import io.jolt.benchmarks.workload.Payload;
import io.jolt.benchmarks.workload.Workload;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an application's template is given and its listener gets: strings, or records.
 */
final class SpringMessages {

	private SpringMessages() {
	}

	static List<?> of(Workload workload, Traffic traffic) {
		if (workload == Workload.SPRING_TEXT) {
			return traffic.texts();
		}
		JsonMapper mapper = JsonMapper.builder().build();
		return traffic.texts().stream().map((text) -> mapper.readValue(text, Order.class)).toList();
	}

	static void received(Arrivals arrivals, Order order) {
		arrivals.arrived(0, Payload.number(order.number()));
	}

}
