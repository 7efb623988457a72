package io.jolt.boot.test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * An application that listens, and publishes as it starts: before its listeners do, and
 * when all has started.
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

	@Bean
	EarlyPublisher earlyPublisher(JoltTemplate template) {
		return new EarlyPublisher(template);
	}

	@Nullable String nextOrder() throws InterruptedException {
		return this.received.poll(5, TimeUnit.SECONDS);
	}

	static class EarlyPublisher implements SmartLifecycle {

		private final JoltTemplate template;

		private volatile boolean running;

		EarlyPublisher(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void start() {
			this.template.convertAndSend("client.started", "hello");
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return JoltClientLifecycle.DEFAULT_PHASE + 1;
		}

	}

}
