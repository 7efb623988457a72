package io.jolt.broker.internal.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A place in the trie of patterns. All is written under the trie's lock; what is volatile
 * is read without it.
 *
 * @param <S> what subscribes
 */
final class PatternNode<S> {

	volatile @Nullable Subscribers<S> subscribers;

	// where * leads
	volatile @Nullable PatternNode<S> any;

	// where > leads
	volatile @Nullable PatternNode<S> rest;

	// where another token leads, as long as there has been one at a time, which is all
	// that most nodes ever have
	private volatile @Nullable Literal<S> single;

	// where other tokens lead, once there have been several; null if there are none
	private volatile @Nullable Map<String, PatternNode<S>> literals;

	// whose all subscriptions at and below this node are; null if they are
	// several's, or may be
	volatile @Nullable S sole;

	// one of those who have some; null if it is not known who has
	private @Nullable S owner;

	// how many of them are the owner's
	private int owned;

	// how many there are at and below this node
	private int count;

	@Nullable PatternNode<S> child(String token) {
		return switch (token) {
			case Tokens.ANY_ONE -> this.any;
			case Tokens.ANY_REST -> this.rest;
			default -> literal(token);
		};
	}

	// a topic may hold the tokens of wildcards too, but then they stand for
	// themselves, and no pattern can say that
	@Nullable PatternNode<S> literal(String token) {
		Literal<S> single = this.single;
		if (single != null) {
			return single.token.equals(token) ? single.child : null;
		}
		Map<String, PatternNode<S>> literals = this.literals;
		return (literals != null) ? literals.get(token) : null;
	}

	PatternNode<S> childOrNew(String token) {
		PatternNode<S> child = child(token);
		if (child == null) {
			child = new PatternNode<>();
			setChild(token, child);
		}
		return child;
	}

	void setChild(String token, @Nullable PatternNode<S> child) {
		if (token.equals(Tokens.ANY_ONE)) {
			this.any = child;
		}
		else if (token.equals(Tokens.ANY_REST)) {
			this.rest = child;
		}
		else {
			setLiteral(token, child);
		}
	}

	private void setLiteral(String token, @Nullable PatternNode<S> child) {
		Map<String, PatternNode<S>> literals = this.literals;
		Literal<S> single = this.single;
		if (child == null) {
			removeLiteral(token);
		}
		else if (literals != null) {
			literals.put(token, child);
		}
		else if (single == null) {
			this.single = new Literal<>(token, child);
		}
		else {
			literals = new ConcurrentHashMap<>(4);
			literals.put(single.token, single.child);
			literals.put(token, child);
			// in this order, so that who looks meanwhile finds what was there before
			this.literals = literals;
			this.single = null;
		}
	}

	private void removeLiteral(String token) {
		Map<String, PatternNode<S>> literals = this.literals;
		this.single = null;
		if (literals != null) {
			literals.remove(token);
			if (literals.isEmpty()) {
				this.literals = null;
			}
		}
	}

	boolean isSubscribed(S subscriber) {
		Subscribers<S> subscribers = this.subscribers;
		return subscribers != null && subscribers.contains(subscriber);
	}

	// before the subscription can be found
	void entered(S subscriber) {
		if (this.count == 0) {
			this.owner = subscriber;
		}
		this.count++;
		if (this.owner == subscriber) {
			this.owned++;
		}
		updateSole();
	}

	// after the subscription can be found no more
	void left(S subscriber) {
		this.count--;
		if (this.owner == subscriber) {
			this.owned--;
			if (this.owned == 0) {
				this.owner = null;
			}
		}
		updateSole();
	}

	private void updateSole() {
		this.sole = (this.owned == this.count) ? this.owner : null;
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/**
	 * Where one token leads.
	 */
	private record Literal<S>(String token, PatternNode<S> child) {
	}

}
