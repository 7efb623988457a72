package io.jolt.integration.docs.snippets;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Listeners with settings of their own.
 */
@Configuration(proxyBeanMethods = false)
class TunedListeners {

	private static final Logger logger = LoggerFactory.getLogger(TunedListeners.class);

	// tag::meta-use[]
	@OrderEvents("order-log")
	void log(Order order) {
		logger.info("Order {}", order.id());
	}
	// end::meta-use[]

	// tag::settings[]
	@JoltListener(id = "thumbnails", topics = "images.uploaded", concurrency = "${app.thumbnail-threads:4}",
			queueCapacity = "100", overflow = "drop-oldest", errorHandler = "patient", autoStartup = "true",
			properties = { "queue-size=2MB", "shutdown-timeout=5s" })
	void makeThumbnail(String image) {
		logger.info("Thumbnail of {}", image);
	}
	// end::settings[]

	// tag::types[]
	@JoltListener(id = "vip", topics = "orders.typed", types = { "created", "changed.*" })
	void created(Order order, @Header(JoltHeaders.MESSAGE_TYPE) String type) {
		logger.info("Order {}: {}", order.id(), type);
	}
	// end::types[]

	// tag::group[]
	@JoltListener(id = "packing", topics = "orders.packed", group = "${app.group:packers}")
	void pack(Order order) {
		logger.info("Packed {}", order.id());
	}
	// end::group[]

	// tag::executor[]
	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor joltListenerTaskExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(8);
		executor.setThreadNamePrefix("orders-");
		executor.setAcceptTasksAfterContextClose(true);
		return executor;
	}
	// end::executor[]

}
