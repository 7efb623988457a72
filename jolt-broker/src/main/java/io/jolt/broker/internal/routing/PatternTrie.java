package io.jolt.broker.internal.routing;

/**
 * Patterns by their tokens. Changes are made under this object's lock; matching takes
 * none, and sees every change that ended before it began.
 *
 * @param <S> what subscribes
 */
final class PatternTrie<S> {

	private final PatternNode<S> root = new PatternNode<>();

	synchronized void add(TopicPattern pattern, S subscriber) {
		if (contains(pattern, subscriber)) {
			return;
		}
		PatternNode<S> node = this.root;
		node.entered(subscriber);
		for (String token : pattern.tokens()) {
			node = node.childOrNew(token);
			node.entered(subscriber);
		}
		node.subscribers = Subscribers.with(node.subscribers, subscriber);
	}

	synchronized void remove(TopicPattern pattern, S subscriber) {
		if (contains(pattern, subscriber)) {
			remove(this.root, pattern.tokens(), 0, subscriber);
		}
	}

	private boolean contains(TopicPattern pattern, S subscriber) {
		PatternNode<S> node = this.root;
		for (String token : pattern.tokens()) {
			node = node.child(token);
			if (node == null) {
				return false;
			}
		}
		Subscribers<S> present = node.subscribers;
		return present != null && present.contains(subscriber);
	}

	private void remove(PatternNode<S> node, String[] tokens, int depth, S subscriber) {
		if (depth == tokens.length) {
			node.subscribers = Subscribers.without(node.subscribers, subscriber);
		}
		else {
			PatternNode<S> child = node.child(tokens[depth]);
			if (child != null) {
				remove(child, tokens, depth + 1, subscriber);
				if (child.isEmpty()) {
					node.setChild(tokens[depth], null);
				}
			}
		}
		node.left(subscriber);
	}

	boolean isEmpty() {
		return this.root.isEmpty();
	}

	/**
	 * Finds those whose patterns match.
	 * @param topic the topic
	 * @param found what to put them into
	 */
	void match(TopicName topic, Recipients<?> found) {
		PatternNode<S> any = this.root.any;
		PatternNode<S> rest = this.root.rest;
		if (topic.isReserved()) {
			if (topic.isInbox()) {
				return;
			}
			// wildcards in the first place must not see it
			any = null;
			rest = null;
		}
		PatternNode<S> literal = this.root.literal(topic.firstToken());
		if (rest != null) {
			found.accept(rest.subscribers);
		}
		if (any == null && literal == null) {
			// most topics of those who use few patterns: not even their tokens are needed
			return;
		}
		String[] tokens = topic.tokens();
		if (any != null) {
			match(any, tokens, 1, found);
		}
		if (literal != null) {
			match(literal, tokens, 1, found);
		}
	}

	// as deep as the longest pattern and no deeper
	private void match(PatternNode<S> node, String[] tokens, int depth, Recipients<?> found) {
		// a subscriber with many patterns that match costs no more than one with one
		if (found.visitIsNeedless(node.sole)) {
			return;
		}
		if (depth == tokens.length) {
			found.accept(node.subscribers);
			return;
		}
		PatternNode<S> rest = node.rest;
		if (rest != null) {
			found.accept(rest.subscribers);
		}
		PatternNode<S> any = node.any;
		if (any != null) {
			match(any, tokens, depth + 1, found);
		}
		PatternNode<S> literal = node.literal(tokens[depth]);
		if (literal != null) {
			match(literal, tokens, depth + 1, found);
		}
	}

	/**
	 * Whether a subscriber would be found.
	 * @param topic the topic
	 * @param subscriber the subscriber
	 * @return whether one of their patterns matches
	 */
	boolean matches(TopicName topic, S subscriber) {
		String[] tokens = topic.tokens();
		if (topic.isReserved()) {
			PatternNode<S> literal = topic.isInbox() ? null : this.root.literal(tokens[0]);
			return literal != null && matches(literal, tokens, 1, subscriber);
		}
		return matches(this.root, tokens, 0, subscriber);
	}

	private boolean matches(PatternNode<S> node, String[] tokens, int depth, S subscriber) {
		S sole = node.sole;
		if (sole != null && sole != subscriber) {
			return false;
		}
		if (depth == tokens.length) {
			return node.isSubscribed(subscriber);
		}
		PatternNode<S> rest = node.rest;
		if (rest != null && rest.isSubscribed(subscriber)) {
			return true;
		}
		PatternNode<S> any = node.any;
		if (any != null && matches(any, tokens, depth + 1, subscriber)) {
			return true;
		}
		PatternNode<S> literal = node.literal(tokens[depth]);
		return literal != null && matches(literal, tokens, depth + 1, subscriber);
	}

}
