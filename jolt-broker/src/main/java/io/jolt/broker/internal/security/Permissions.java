package io.jolt.broker.internal.security;

import java.util.ArrayList;
import java.util.List;

import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do. Immutable.
 */
public final class Permissions {

	/** Everything. */
	public static final Permissions ALL = new Permissions(true, List.of(), List.of());

	private static final String PUBLISH = "publish:";

	private static final String SUBSCRIBE = "subscribe:";

	private static final String ADMIN = "admin";

	private final boolean admin;

	private final List<Grant> publish;

	private final List<Grant> subscribe;

	private Permissions(boolean admin, List<Grant> publish, List<Grant> subscribe) {
		this.admin = admin;
		this.publish = List.copyOf(publish);
		this.subscribe = List.copyOf(subscribe);
	}

	/**
	 * Reads permissions: {@code publish:<topic or pattern>},
	 * {@code subscribe:<topic or pattern>} and {@code admin}.
	 * @param texts the permissions
	 * @return what they allow together
	 * @throws IllegalArgumentException if one cannot be read; the message names it
	 */
	public static Permissions parse(List<String> texts) {
		boolean admin = false;
		List<Grant> publish = new ArrayList<>();
		List<Grant> subscribe = new ArrayList<>();
		for (String text : texts) {
			if (text.equals(ADMIN)) {
				admin = true;
			}
			else if (text.startsWith(PUBLISH)) {
				publish.add(Grant.of(text, PUBLISH));
			}
			else if (text.startsWith(SUBSCRIBE)) {
				subscribe.add(Grant.of(text, SUBSCRIBE));
			}
			else {
				throw unreadable(text);
			}
		}
		return new Permissions(admin, publish, subscribe);
	}

	/**
	 * Whether everything is allowed, the broker's numbers included.
	 * @return whether it is
	 */
	public boolean isAdmin() {
		return this.admin;
	}

	/**
	 * Whether publishing is allowed.
	 * @param topic where to
	 * @return whether it is
	 */
	public boolean mayPublish(TopicName topic) {
		return this.admin || allows(this.publish, topic);
	}

	/**
	 * Whether subscribing is allowed.
	 * @param topic to which topic
	 * @return whether it is
	 */
	public boolean maySubscribe(TopicName topic) {
		return this.admin || allows(this.subscribe, topic);
	}

	/**
	 * Whether subscribing is allowed: only where one permission covers all that the
	 * pattern can match.
	 * @param pattern to which pattern
	 * @return whether it is
	 */
	public boolean maySubscribe(TopicPattern pattern) {
		if (this.admin) {
			return true;
		}
		for (Grant grant : this.subscribe) {
			if (grant.covers(pattern)) {
				return true;
			}
		}
		return false;
	}

	private static boolean allows(List<Grant> grants, TopicName topic) {
		// not an iterator: this is asked for every message
		for (int i = 0; i < grants.size(); i++) {
			if (grants.get(i).allows(topic)) {
				return true;
			}
		}
		return false;
	}

	private static IllegalArgumentException unreadable(String text) {
		return new IllegalArgumentException("The permission '" + text
				+ "' cannot be read: it must be admin, publish:<topic or pattern> or subscribe:<topic or pattern>");
	}

	/**
	 * One permission: a topic as it is written, and a pattern where it can be one.
	 */
	private record Grant(TopicName topic, @Nullable TopicPattern pattern) {

		static Grant of(String text, String prefix) {
			String name = text.substring(prefix.length());
			TopicName topic = TopicName.of(name);
			TopicPattern pattern = TopicPattern.of(name);
			boolean wild = name.indexOf('*') >= 0 || name.indexOf('>') >= 0;
			if (topic == null || (wild && pattern == null)) {
				throw unreadable(text);
			}
			return new Grant(topic, pattern);
		}

		boolean allows(TopicName other) {
			return (this.pattern != null) ? this.pattern.matches(other) : this.topic.equals(other);
		}

		boolean covers(TopicPattern other) {
			return this.pattern != null && this.pattern.covers(other);
		}

	}

}
