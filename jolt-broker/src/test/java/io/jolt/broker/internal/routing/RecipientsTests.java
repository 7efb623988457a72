package io.jolt.broker.internal.routing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found, what it costs, and what is remembered of it.
 */
class RecipientsTests {

	private static final int MANY = 10_000;

	private static final int DEPTH = 14;

	private final TopicRegistry<Object> registry = new TopicRegistry<>();

	private final Recipients<Object> recipients = new Recipients<>();

	@Test
	void whatIsRememberedIsAsTrueAsWhatIsFoundAnew() {
		int hits = 0;
		for (long seed = 0; seed < 60; seed++) {
			Random random = new Random(seed);
			TopicRegistry<Object> registry = new TopicRegistry<>();
			// of two event loops
			List<Recipients<Object>> rememberers = List.of(new Recipients<>(), new Recipients<>());
			Map<Object, Set<String>> model = new HashMap<>();
			List<Object> subscribers = List.of("s1", "s2", "s3");
			for (int step = 0; step < 300; step++) {
				if (step < 100 || random.nextInt(8) == 0) {
					change(registry, model, subscribers.get(random.nextInt(3)), random);
				}
				TopicName topic = topic(text(random, 2, "a", "b") + ".a.a");
				Recipients<Object> recipients = rememberers.get(random.nextInt(2));
				List<Object> found = match(registry, topic, recipients);
				assertThat(found).as("seed %d step %d: %s", seed, step, topic)
					.doesNotHaveDuplicates()
					.containsExactlyInAnyOrderElementsOf(expected(model, topic));
				hits += (recipients.remembered() > 1) ? 1 : 0;
			}
		}
		assertThat(hits).as("matches while something was remembered").isGreaterThan(1500);
	}

	private static void change(TopicRegistry<Object> registry, Map<Object, Set<String>> model, Object subscriber,
			Random random) {
		String text = text(random, 4, "a", "b", "*", "*");
		TopicPattern pattern = pattern((random.nextInt(4) == 0) ? text + ".>" : text);
		Set<String> patterns = model.computeIfAbsent(subscriber, (key) -> new HashSet<>());
		if (random.nextInt(3) > 0) {
			registry.subscribe(pattern, subscriber);
			patterns.add(pattern.toString());
		}
		else {
			registry.unsubscribe(pattern, subscriber);
			patterns.remove(pattern.toString());
		}
	}

	private static List<Object> expected(Map<Object, Set<String>> model, TopicName topic) {
		List<Object> expected = new ArrayList<>();
		model.forEach((subscriber, patterns) -> {
			if (patterns.stream().anyMatch((text) -> pattern(text).matches(topic))) {
				expected.add(subscriber);
			}
		});
		return expected;
	}

	@Test
	void manyPatternsOfOneSubscriberCostNoMoreThanOne() {
		subscribeToMany("attacker", "*");
		assertThat(match(topicWith("new1"))).containsExactly("attacker");
		assertThat(workFor("new2")).isLessThan(5 * DEPTH);
	}

	@Test
	void manyPatternsOfOneSubscriberCostNoMoreThanOneWhereAnotherHasComeAndGone() {
		subscribeToMany("attacker", "*");
		subscribeToMany("other", "*");
		assertThat(match(topicWith("new1"))).containsExactlyInAnyOrder("attacker", "other");
		many("*").forEach((pattern) -> this.registry.unsubscribe(pattern, "other"));
		assertThat(match(topicWith("new2"))).containsExactly("attacker");
		assertThat(workFor("new3")).isLessThan(5 * DEPTH);
	}

	@Test
	void manyPatternsThatBeginOtherwiseCostNothing() {
		for (int i = 0; i < MANY; i++) {
			this.registry.subscribe(pattern("other" + i + ".*"), "attacker");
		}
		assertThat(match(topicWith("x"))).isEmpty();
		assertThat(workFor("y")).isZero();
	}

	@Test
	void aSecondMessageToATopicThatNearlyManyPatternsMatchCostsNothing() {
		subscribeToMany("attacker", "z");
		assertThat(match(topicWith("x"))).isEmpty();
		assertThat(this.recipients.work()).isGreaterThan(MANY);
		assertThat(match(topicWith("x"))).isEmpty();
		assertThat(this.recipients.work()).isZero();
	}

	@Test
	void whatCostsLittleIsNotRemembered() {
		for (int i = 0; i < 100; i++) {
			this.registry.subscribe(topic("topic." + i), "s1");
			this.registry.subscribe(pattern("topic.*"), "s2");
			assertThat(match(topic("topic." + i))).containsExactly("s1", "s2");
		}
		assertThat(this.recipients.remembered()).isZero();
	}

	@Test
	void everNewTopicsAreRememberedOnlyUpToALimit() {
		subscribeToMany("attacker", "z");
		MatchCache cache = new MatchCache();
		int most = 0;
		for (int i = 0; i < 100_000; i++) {
			cache.put(topicWith("x" + i), 1, new Object[] { "s" });
			assertThat(cache.bytes()).isBetween(1, MatchCache.MAX_BYTES);
			most = Math.max(most, cache.size());
		}
		assertThat(most).isGreaterThan(500);
		int before = cache.size();
		cache.put(topicWith("y"), 1, new Object[MatchCache.MAX_BYTES / 16]);
		assertThat(cache.size()).as("too large to be remembered").isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whoHasGoneIsNotKeptAlive(boolean remembered) {
		for (int i = 0; i < 100; i++) {
			this.registry.subscribe(pattern("*.a.b" + ((i % 2 == 0) ? "" : "." + i)), new Object());
		}
		Object subscriber = new Object();
		this.registry.subscribe(pattern("*.a.b"), subscriber);
		this.registry.subscribe(pattern("*.*.b"), subscriber);
		this.registry.subscribe(pattern("a.*.b"), new Object());
		if (remembered) {
			assertThat(match(topic("a.a.b"))).contains(subscriber);
			assertThat(this.recipients.remembered()).isOne();
		}
		else {
			this.registry.match(topic("a.a.b"), this.recipients);
			this.recipients.forgetBefore(-1);
		}
		this.registry.unsubscribe(pattern("*.a.b"), subscriber);
		this.registry.unsubscribe(pattern("*.*.b"), subscriber);
		this.recipients.release();
		this.recipients.forgetBefore(this.registry.changes());
		WeakReference<Object> reference = new WeakReference<>(subscriber);
		subscriber = null;
		Awaitility.await().until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

	@Test
	void eachIsFoundOnceByIdentityHoweverManyThereAre() {
		Random random = new Random(1);
		List<Object> subscribers = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			// equal, but not the same
			subscribers.add(new String("s" + i % 10));
		}
		String[] patterns = { "*.b.c", "a.*.c", "a.b.*", "*.*.c", "a.*.*", "*.b.*", "a.>", ">" };
		Set<Object> expected = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Object subscriber : subscribers) {
			for (int i = random.nextInt(4); i >= 0; i--) {
				expected.add(subscriber);
				this.registry.subscribe(pattern(patterns[random.nextInt(patterns.length)]), subscriber);
			}
		}
		for (int round = 0; round < 3; round++) {
			Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
			List<Object> list = match(topic("a.b.c"));
			found.addAll(list);
			assertThat(list).hasSameSizeAs(found);
			assertThat(found.size()).isEqualTo(expected.size());
			this.registry.subscribe(topic("changes"), "something");
		}
	}

	@Test
	void oneWhoHasUnsubscribedIsInNoLaterMatchOfAnyThread() throws Exception {
		subscribeToMany("witness", "z");
		TopicName topic = topicWith("x");
		TopicPattern pattern = pattern("*." + "a.".repeat(DEPTH - 1) + "x");
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				String name = "s" + i;
				Recipients<Object> own = new Recipients<>();
				running.add(threads.submit(() -> {
					for (int round = 0; round < 200; round++) {
						this.registry.subscribe(pattern, name);
						long subscribed = this.registry.changes();
						assertThat(match(this.registry, topic, own)).contains(name).doesNotHaveDuplicates();
						assertThat(own.asOf()).isGreaterThanOrEqualTo(subscribed);
						this.registry.unsubscribe(pattern, name);
						assertThat(match(this.registry, topic, own)).doesNotContain(name);
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
	}

	private void subscribeToMany(Object subscriber, String last) {
		many(last).forEach((pattern) -> this.registry.subscribe(pattern, subscriber));
	}

	// patterns of which all match the topic, but for their last token
	private static List<TopicPattern> many(String last) {
		List<TopicPattern> patterns = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			StringBuilder text = new StringBuilder();
			for (int bit = 0; bit < DEPTH; bit++) {
				text.append(((i >> bit & 1) == 0) ? "a." : "*.");
			}
			patterns.add(pattern(text + last));
		}
		return patterns;
	}

	private static TopicName topicWith(String last) {
		return topic("a.".repeat(DEPTH) + last);
	}

	private int workFor(String last) {
		this.registry.match(topicWith(last), this.recipients);
		return this.recipients.work();
	}

	private List<Object> match(TopicName topic) {
		return match(this.registry, topic, this.recipients);
	}

	private static List<Object> match(TopicRegistry<Object> registry, TopicName topic, Recipients<Object> recipients) {
		registry.match(topic, recipients);
		List<Object> list = new ArrayList<>();
		for (int i = 0; i < recipients.size(); i++) {
			list.add(recipients.get(i));
		}
		return list;
	}

	private static String text(Random random, int tokens, String... choice) {
		List<String> text = new ArrayList<>();
		for (int i = 0; i < tokens; i++) {
			text.add(choice[random.nextInt(choice.length)]);
		}
		return String.join(".", text);
	}

	private static TopicPattern pattern(String text) {
		return Objects.requireNonNull(TopicPattern.of(text));
	}

	private static TopicName topic(String text) {
		return Objects.requireNonNull(TopicName.of(text));
	}

}
