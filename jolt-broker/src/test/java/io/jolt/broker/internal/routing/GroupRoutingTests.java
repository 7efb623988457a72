package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Members of groups are found where a simple model expects them.
 */
class GroupRoutingTests {

	private static final String[] TOKENS = { "a", "b", "_jolt", "*", ">", "inbox" };

	private static final List<String> NAMES = List.of("s1", "s2", "s3", "s4");

	private static final List<String> GROUPS = List.of("", "g1", "g2", "g3");

	@Test
	void routesAsASimpleModel() {
		int grouped = 0;
		for (long seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			Model model = new Model();
			// of two event loops, which remember what was costly
			List<Recipients<String>> loops = List.of(new Recipients<>(), new Recipients<>());
			for (int step = 0; step < 200; step++) {
				if (step < 50 || random.nextInt(3) == 0) {
					model.change(NAMES.get(random.nextInt(4)), GROUPS.get(random.nextInt(4)), subscription(random),
							random.nextInt(3) > 0);
				}
				TopicName topic = topic(text(random));
				Recipients<String> recipients = loops.get(random.nextInt(2));
				model.registry.match(topic, recipients);
				assertThat(found(recipients)).as("seed %d step %d: %s", seed, step, topic)
					.isEqualTo(model.expected(topic));
				model.members.forEach((place, member) -> assertThat(model.registry.isSubscribed(topic, member))
					.isEqualTo(model.matches(place, topic)));
				grouped += (recipients.size() > recipients.withoutGroup() + 1) ? 1 : 0;
			}
			model.clear();
			assertThat(model.registry.isEmpty()).as("seed %d", seed).isTrue();
		}
		assertThat(grouped).as("matches of several members").isGreaterThan(5000);
	}

	// by group ("" for none), each once
	private static Map<String, Set<String>> found(Recipients<String> recipients) {
		Map<String, Set<String>> found = new TreeMap<>();
		for (int i = 0; i < recipients.withoutGroup(); i++) {
			assertThat(found.computeIfAbsent("", (key) -> new TreeSet<>()).add(recipients.get(i))).isTrue();
		}
		for (int from = recipients.withoutGroup(); from < recipients.size();) {
			int to = recipients.endOfGroup(from);
			String group = recipients.member(from).groupName().toString();
			assertThat(found).as("one group's members stand together").doesNotContainKey(group);
			Set<String> members = new TreeSet<>();
			for (int i = from; i < to; i++) {
				assertThat(recipients.member(i).groupName()).hasToString(group);
				assertThat(members.add(recipients.member(i).subscriber())).isTrue();
			}
			found.put(group, members);
			int chosen = recipients.choose(from, to, (subscriber) -> false);
			assertThat(chosen).isBetween(from, to - 1);
			from = to;
		}
		return found;
	}

	private static Object subscription(Random random) {
		String text = text(random);
		TopicPattern pattern = TopicPattern.of(text);
		return (pattern != null && random.nextBoolean()) ? pattern : topic(text);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder(TOKENS[random.nextInt(5)]);
		int more = random.nextInt(3);
		for (int i = 0; i < more; i++) {
			text.append('.').append(TOKENS[random.nextInt(TOKENS.length)]);
		}
		return text.toString();
	}

	private static TopicName topic(String text) {
		return Objects.requireNonNull(TopicName.of(text));
	}

	/**
	 * One subscriber in one group, or without one.
	 */
	private record Place(String subscriber, String group) {
	}

	/**
	 * A registry, and what it should know.
	 */
	private static final class Model {

		private final TopicRegistry<String> registry = new TopicRegistry<>();

		private final Map<Place, Set<Object>> subscriptions = new HashMap<>();

		private final Map<Place, GroupMember<String>> members = new HashMap<>();

		void change(String subscriber, String group, Object subscription, boolean add) {
			Place place = new Place(subscriber, group);
			Set<Object> present = this.subscriptions.computeIfAbsent(place, (key) -> new HashSet<>());
			if (add) {
				present.add(subscription);
				change(place, subscription, true);
			}
			else if (present.remove(subscription)) {
				change(place, subscription, false);
				GroupMember<String> member = this.members.get(place);
				if (present.isEmpty() && member != null) {
					this.registry.leave(member);
					this.members.remove(place);
				}
			}
		}

		private void change(Place place, Object subscription, boolean add) {
			if (place.group().isEmpty()) {
				change(place.subscriber(), subscription, add);
				return;
			}
			GroupMember<String> member = this.members.computeIfAbsent(place,
					(key) -> this.registry.enter(Objects.requireNonNull(GroupName.of(key.group())), key.subscriber()));
			if (subscription instanceof TopicPattern pattern) {
				if (add) {
					this.registry.subscribe(pattern, member);
				}
				else {
					this.registry.unsubscribe(pattern, member);
				}
			}
			else if (add) {
				this.registry.subscribe((TopicName) subscription, member);
			}
			else {
				this.registry.unsubscribe((TopicName) subscription, member);
			}
		}

		private void change(String subscriber, Object subscription, boolean add) {
			if (subscription instanceof TopicPattern pattern) {
				if (add) {
					this.registry.subscribe(pattern, subscriber);
				}
				else {
					this.registry.unsubscribe(pattern, subscriber);
				}
			}
			else if (add) {
				this.registry.subscribe((TopicName) subscription, subscriber);
			}
			else {
				this.registry.unsubscribe((TopicName) subscription, subscriber);
			}
		}

		void clear() {
			new ArrayList<>(this.subscriptions.keySet())
				.forEach((place) -> List.copyOf(this.subscriptions.getOrDefault(place, Set.of()))
					.forEach((subscription) -> change(place.subscriber(), place.group(), subscription, false)));
		}

		Map<String, Set<String>> expected(TopicName topic) {
			Map<String, Set<String>> expected = new TreeMap<>();
			this.subscriptions.keySet()
				.stream()
				.filter((place) -> matches(place, topic))
				.forEach((place) -> expected.computeIfAbsent(place.group(), (key) -> new TreeSet<>())
					.add(place.subscriber()));
			return expected;
		}

		boolean matches(Place place, TopicName topic) {
			@Nullable Set<Object> subscriptions = this.subscriptions.get(place);
			return subscriptions != null && subscriptions.stream()
				.anyMatch((subscription) -> (subscription instanceof TopicPattern pattern) ? matches(pattern, topic)
						: subscription.equals(topic));
		}

		// the rule of inboxes a second time
		private static boolean matches(TopicPattern pattern, TopicName topic) {
			return !topic.toString().startsWith("_jolt.inbox.") && pattern.matches(topic);
		}

	}

}
