package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicRegistryTests {

	private static final String[] TOKENS = { "a", "b", "_jolt", "*", ">", "" };

	@Test
	void routesAsASimpleModel() {
		for (long seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			TopicRegistry<String> registry = new TopicRegistry<>();
			Map<String, Set<Object>> model = new HashMap<>();
			List<String> names = List.of("s1", "s2", "s3", "s4");
			for (int step = 0; step < 200; step++) {
				String text = text(random);
				TopicName topic = TopicName.of(text);
				TopicPattern pattern = TopicPattern.of(text);
				String name = names.get(random.nextInt(names.size()));
				boolean add = random.nextInt(3) > 0;
				if (pattern != null && random.nextBoolean()) {
					change(registry, model, pattern, name, add);
				}
				else if (topic != null) {
					change(registry, model, topic, name, add);
				}
				TopicName published = TopicName.of(text(random));
				if (published != null) {
					assertThat(match(registry, published)).as("seed %d step %d: %s", seed, step, published)
						.doesNotHaveDuplicates()
						.containsExactlyInAnyOrderElementsOf(expected(model, published));
					for (String each : names) {
						assertThat(registry.isSubscribed(published, each))
							.isEqualTo(expected(model, published).contains(each));
					}
				}
			}
			model.forEach((name, subscriptions) -> List.copyOf(subscriptions)
				.forEach((subscription) -> change(registry, model, subscription, name, false)));
			assertThat(registry.isEmpty()).as("seed %d", seed).isTrue();
		}
	}

	private static void change(TopicRegistry<String> registry, Map<String, Set<Object>> model, Object subscription,
			String name, boolean add) {
		Set<Object> subscriptions = model.computeIfAbsent(name, (key) -> new HashSet<>());
		if (add) {
			subscriptions.add(subscription);
		}
		else {
			subscriptions.remove(subscription);
		}
		if (subscription instanceof TopicPattern pattern) {
			if (add) {
				registry.subscribe(pattern, name);
			}
			else {
				registry.unsubscribe(pattern, name);
			}
		}
		else if (subscription instanceof TopicName topic) {
			if (add) {
				registry.subscribe(topic, name);
			}
			else {
				registry.unsubscribe(topic, name);
			}
		}
	}

	private static Set<String> expected(Map<String, Set<Object>> model, TopicName published) {
		Set<String> expected = new HashSet<>();
		model.forEach((name, subscriptions) -> {
			if (subscriptions.stream()
				.anyMatch((subscription) -> (subscription instanceof TopicPattern pattern) ? pattern.matches(published)
						: subscription.equals(published))) {
				expected.add(name);
			}
		});
		return expected;
	}

	private static List<String> match(TopicRegistry<String> registry, TopicName topic) {
		Recipients<String> recipients = new Recipients<>();
		registry.match(topic, recipients);
		List<String> list = new ArrayList<>();
		for (int i = 0; i < recipients.size(); i++) {
			list.add(recipients.get(i));
		}
		return list;
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder(TOKENS[random.nextInt(5)]);
		int more = random.nextInt(3);
		for (int i = 0; i < more; i++) {
			text.append('.').append(TOKENS[random.nextInt(TOKENS.length)]);
		}
		return text.toString();
	}

	@Test
	void changesFromSeveralThreadsLoseNothingAndLeaveNothing() throws Exception {
		TopicRegistry<String> registry = new TopicRegistry<>();
		TopicName topic = Objects.requireNonNull(TopicName.of("a.b"));
		TopicPattern pattern = Objects.requireNonNull(TopicPattern.of("a.*"));
		registry.subscribe(pattern, "witness");
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				String name = "s" + i;
				running.add(threads.submit(() -> {
					for (int round = 0; round < 5000; round++) {
						registry.subscribe(topic, name);
						registry.subscribe(pattern, name);
						assertThat(match(registry, topic)).contains(name, "witness").doesNotHaveDuplicates();
						registry.unsubscribe(topic, name);
						assertThat(match(registry, topic)).contains(name);
						registry.unsubscribe(pattern, name);
						assertThat(match(registry, topic)).doesNotContain(name);
					}
				}));
			}
			for (Future<?> each : running) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		registry.unsubscribe(pattern, "witness");
		assertThat(registry.isEmpty()).isTrue();
	}

}
