package io.jolt.boot.test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that listens, and publishes as soon as it has started.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TestApplication {

	final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@JoltListener(topics = "orders.created")
	void onOrder(String order) {
		this.received.add(order);
	}

	@Bean
	ApplicationRunner announcement(JoltTemplate template) {
		return (arguments) -> template.convertAndSend("application.started", "hello");
	}

	@Nullable String nextOrder() throws InterruptedException {
		return this.received.poll(5, TimeUnit.SECONDS);
	}

}
