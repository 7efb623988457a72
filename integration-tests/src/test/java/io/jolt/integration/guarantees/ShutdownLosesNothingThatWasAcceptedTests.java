package io.jolt.integration.guarantees;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.PublishResult;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that shuts down stops its intake, drains its listeners, flushes its
 * publishes, and then closes: nothing that was accepted is lost, and each publish ends.
 */
class ShutdownLosesNothingThatWasAcceptedTests {

	private static final int WAITING = 200;

	private static final int PUBLISHERS = 4;

	private FaultyNetwork network;

	private ConfigurableApplicationContext context;

	private Application application;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.config.name=none", "--jolt.port=" + this.network.proxy().port());
		this.application = this.context.getBean(Application.class);
		await().until(() -> this.network.broker().subscriptions() == 2);
	}

	@AfterEach
	void nothingIsLeft() {
		this.application.release.countDown();
		this.context.close();
		this.network.close();
	}

	@Test
	void whatAListenersQueueTookIsHandledBeforeTheContextIsClosed() throws Exception {
		JoltOperations operations = this.context.getBean(JoltOperations.class);
		List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
		for (int i = 0; i < WAITING; i++) {
			publishes.add(operations.sendAsync("held", "text " + i));
		}
		// one's own delivery comes before the answer: what is answered is in the queue
		assertThat(publishes.stream().map(Outcome::of)).containsOnly(Outcome.ACCEPTED);
		assertThat(this.application.handled.get()).isZero();
		AtomicInteger handledWhenClosed = new AtomicInteger();
		Thread closing = new Thread(() -> {
			this.context.close();
			handledWhenClosed.set(this.application.handled.get());
		}, "closing");
		closing.start();
		await("the intake to stop").atMost(FaultyNetwork.LIMIT).until(() -> this.network.broker().subscriptions() == 0);
		assertThat(closing.isAlive()).isTrue();
		this.application.release.countDown();
		closing.join();
		assertThat(handledWhenClosed).hasValue(WAITING);
	}

	@Test
	void underLoadEachPublishEndsAsTheTruthIs() throws Exception {
		this.application.release.countDown();
		Map<String, CompletableFuture<PublishResult>> publishes = new ConcurrentHashMap<>();
		try (Witness witness = this.network.witness("load")) {
			List<Thread> publishers = new ArrayList<>();
			for (int i = 0; i < PUBLISHERS; i++) {
				String name = "publisher-" + i;
				publishers.add(new Thread(() -> publishUntilRefused(name, publishes), name));
			}
			publishers.forEach(Thread::start);
			await().atMost(FaultyNetwork.LIMIT).until(() -> this.application.handled.get() > 1000);
			this.context.close();
			int handledWhenClosed = this.application.handled.get();
			for (Thread publisher : publishers) {
				publisher.join(FaultyNetwork.LIMIT.toMillis());
				assertThat(publisher.isAlive()).as("%s still publishes", publisher.getName()).isFalse();
			}
			this.network.awaitConnections(1);
			List<String> routed = witness.routed();
			assertThat(routed).doesNotHaveDuplicates();
			assertTruth(publishes, new HashSet<>(routed));
			assertThat(this.application.handled.get()).as("nothing is handled afterwards").isEqualTo(handledWhenClosed);
		}
	}

	private void publishUntilRefused(String name, Map<String, CompletableFuture<PublishResult>> publishes) {
		JoltOperations operations = this.context.getBean(JoltOperations.class);
		int number = 0;
		CompletableFuture<PublishResult> publish;
		do {
			for (int i = 0; i < 20; i++) {
				String text = name + " " + number++;
				publishes.put(text, operations.sendAsync("load", text));
			}
			String text = name + " " + number++;
			publish = operations.sendAsync("load", text);
			publishes.put(text, publish);
		}
		while (Outcome.of(publish) == Outcome.ACCEPTED);
	}

	private static void assertTruth(Map<String, CompletableFuture<PublishResult>> publishes, Set<String> routed) {
		AtomicInteger accepted = new AtomicInteger();
		publishes.forEach((text, publish) -> {
			assertThat(publish).as("the publish of %s when the context is closed", text).isDone();
			Outcome outcome = Outcome.of(publish);
			// what was flushed has its answer: nothing needs to be unknown
			assertThat(outcome).as(text).isIn(Outcome.ACCEPTED, Outcome.NOT_SENT);
			assertThat(routed.contains(text)).as("%s is %s", text, outcome).isEqualTo(outcome == Outcome.ACCEPTED);
			accepted.addAndGet((outcome == Outcome.ACCEPTED) ? 1 : 0);
		});
		assertThat(accepted.get()).isGreaterThanOrEqualTo(1000);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final CountDownLatch release = new CountDownLatch(1);

		private final AtomicInteger handled = new AtomicInteger();

		// on the connection that publishes, so that answers tell what was delivered
		@JoltListener(topics = "held", overflow = "DROP_NEWEST")
		void held(String text) throws InterruptedException {
			this.release.await();
			this.handled.incrementAndGet();
		}

		@JoltListener("load")
		void load(String text) {
			this.handled.incrementAndGet();
		}

	}

}
