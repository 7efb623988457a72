package io.jolt.broker.internal.routing;

import java.util.Arrays;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Who is to receive one message, each once, however many of their subscriptions match:
 * first those who subscribe without a group, then the members of one group after those of
 * another, of whom one is to receive it. Used again for every message of one registry,
 * and remembers those that it cost much to find. Owned by one thread.
 *
 * @param <S> what subscribes
 */
public final class Recipients<S> {

	private static final Object[] NOBODY = {};

	// what costs less is found again as quickly as it is remembered
	private static final int WORTH_REMEMBERING = 16;

	// more are not kept room for
	private static final int KEPT_CAPACITY = 4096;

	private final MatchCache cache = new MatchCache();

	private IdentityIndex index = new IdentityIndex();

	// either another object's, which is not changed, or this object's own
	private Object[] found = NOBODY;

	private int size;

	// kept for matches that are put together from several subscriptions
	private Object[] own = NOBODY;

	// how many subscribe without a group; they come first
	private int withoutGroup;

	// whether members of groups may be found, and not in their order yet
	private boolean grouped;

	// how many are in the index: all, or none as long as it was not needed
	private int indexed;

	// what it cost to find them
	private int work;

	// what the registry was like when they were looked for
	private long asOf;

	// begins a match. (asOf: how often the registry had changed before it). Returns
	// whether that is all, because they were remembered.
	boolean begin(TopicName topic, long asOf) {
		release();
		this.asOf = asOf;
		Object[] remembered = this.cache.get(topic, asOf);
		if (remembered != null) {
			this.found = remembered;
			this.size = remembered.length;
			this.withoutGroup = GroupOrder.withoutGroup(remembered, this.size);
		}
		return remembered != null;
	}

	void end(TopicName topic) {
		this.withoutGroup = this.size;
		if (this.grouped) {
			if (this.found == this.own) {
				Arrays.sort(this.own, 0, this.size, GroupOrder.comparator());
			}
			this.withoutGroup = GroupOrder.withoutGroup(this.found, this.size);
		}
		if (this.work >= WORTH_REMEMBERING) {
			this.cache.put(topic, this.asOf, Arrays.copyOf(this.found, this.size));
		}
	}

	// counts a visit to a part of the registry. (sole: whose all subscriptions there are,
	// where they are one's) Returns whether the visit would find no new recipient.
	boolean visitIsNeedless(@Nullable Object sole) {
		this.work++;
		return sole != null && this.size > 0 && contains(sole);
	}

	void accept(@Nullable Subscribers<?> subscribers) {
		if (subscribers == null) {
			return;
		}
		Object[] more = subscribers.array();
		if (subscribers.isGrouped()) {
			this.grouped = true;
		}
		if (this.size == 0) {
			this.found = more;
			this.size = more.length;
			return;
		}
		this.work += more.length;
		for (Object subscriber : more) {
			if (!contains(subscriber)) {
				add(subscriber);
			}
		}
	}

	private boolean contains(Object subscriber) {
		if (this.found[this.size - 1] == subscriber) {
			return true;
		}
		if (this.indexed == 0) {
			this.index.clear();
		}
		this.work += this.size - this.indexed;
		while (this.indexed < this.size) {
			this.index.add(this.found, this.indexed++);
		}
		return this.index.contains(this.found, subscriber);
	}

	private void add(Object subscriber) {
		if (this.found != this.own) {
			if (this.own.length <= this.size) {
				this.own = new Object[2 * this.size + 2];
			}
			System.arraycopy(this.found, 0, this.own, 0, this.size);
			this.found = this.own;
		}
		else if (this.size == this.own.length) {
			this.own = Arrays.copyOf(this.own, 2 * this.size);
			this.found = this.own;
		}
		this.found[this.size++] = subscriber;
	}

	/**
	 * How many there are, all members of groups included.
	 * @return the number
	 */
	public int size() {
		return this.size;
	}

	/**
	 * How many subscribe without a group. They come first.
	 * @return the number
	 */
	public int withoutGroup() {
		return this.withoutGroup;
	}

	/**
	 * One of those without a group.
	 * @param index from 0 on
	 * @return the recipient
	 */
	@SuppressWarnings("unchecked")
	public S get(int index) {
		return (S) this.found[index];
	}

	/**
	 * One of the members of groups.
	 * @param index from {@link #withoutGroup()} on
	 * @return the member
	 */
	@SuppressWarnings("unchecked")
	public GroupMember<S> member(int index) {
		return (GroupMember<S>) this.found[index];
	}

	/**
	 * Where a group ends.
	 * @param from the place of its first member
	 * @return behind the place of its last member
	 */
	public int endOfGroup(int from) {
		return GroupOrder.endOfGroup(this.found, from, this.size);
	}

	/**
	 * Gives a turn to a member of a group.
	 * @param from the place of its first member
	 * @param to behind the place of its last member
	 * @param slow who is passed over while another is not slow
	 * @return the place of the one whose turn it is
	 */
	public int choose(int from, int to, Predicate<? super S> slow) {
		return GroupTurn.choose(this.found, from, to, slow);
	}

	/**
	 * What it cost to find them.
	 * @return how many places were looked at
	 */
	public int work() {
		return this.work;
	}

	/**
	 * As of which change of the registry these are the recipients.
	 * @return what {@link TopicRegistry#changes()} was when they were looked for
	 */
	public long asOf() {
		return this.asOf;
	}

	/**
	 * Forgets the recipients of the message, so that closed connections are not kept.
	 */
	public void release() {
		if (this.found == this.own) {
			Arrays.fill(this.own, 0, this.size, null);
			if (this.own.length > KEPT_CAPACITY) {
				this.own = NOBODY;
				this.index = new IdentityIndex();
			}
		}
		this.found = NOBODY;
		this.size = 0;
		this.withoutGroup = 0;
		this.grouped = false;
		this.indexed = 0;
		this.work = 0;
	}

	/**
	 * Forgets what was remembered of earlier messages if it may be out of date.
	 * @param changes what {@link TopicRegistry#changes()} is
	 */
	public void forgetBefore(long changes) {
		this.cache.forgetBefore(changes);
	}

	int remembered() {
		return this.cache.size();
	}

}
