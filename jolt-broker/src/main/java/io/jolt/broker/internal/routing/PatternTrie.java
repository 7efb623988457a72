package io.jolt.broker.internal.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Patterns by their tokens. Changes are made under this object's lock; matching takes
 * none, and sees every change that ended before it began.
 *
 * @param <S> what subscribes
 */
final class PatternTrie<S> {

	private final Node<S> root = new Node<>();

	synchronized void add(TopicPattern pattern, S subscriber) {
		Node<S> node = this.root;
		for (String token : pattern.tokens()) {
			node = node.childOrNew(token);
		}
		node.subscribers = Subscribers.with(node.subscribers, subscriber);
	}

	synchronized void remove(TopicPattern pattern, S subscriber) {
		remove(this.root, pattern.tokens(), 0, subscriber);
	}

	private void remove(Node<S> node, String[] tokens, int depth, S subscriber) {
		if (depth == tokens.length) {
			node.subscribers = Subscribers.without(node.subscribers, subscriber);
			return;
		}
		Node<S> child = node.child(tokens[depth]);
		if (child != null) {
			remove(child, tokens, depth + 1, subscriber);
			if (child.isEmpty()) {
				node.removeChild(tokens[depth]);
			}
		}
	}

	boolean isEmpty() {
		return this.root.isEmpty();
	}

	// hands over the subscribers of each pattern that matches: more than once those who
	// have several such patterns
	void match(TopicName topic, Consumer<Subscribers<S>> found) {
		String[] tokens = topic.tokens();
		if (topic.isReserved()) {
			// wildcards in the first place must not see it
			Node<S> child = this.root.child(tokens[0]);
			if (child != null) {
				match(child, tokens, 1, found);
			}
		}
		else {
			match(this.root, tokens, 0, found);
		}
	}

	// as deep as the longest pattern and no deeper: at most half of TopicName.MAX_BYTES
	private void match(Node<S> node, String[] tokens, int depth, Consumer<Subscribers<S>> found) {
		if (depth == tokens.length) {
			accept(node, found);
			return;
		}
		String token = tokens[depth];
		Node<S> rest = node.child(Tokens.ANY_REST);
		if (rest != null) {
			accept(rest, found);
		}
		Node<S> any = node.child(Tokens.ANY_ONE);
		if (any != null) {
			match(any, tokens, depth + 1, found);
		}
		// a topic may hold these tokens too, but then they stand for themselves
		if (!token.equals(Tokens.ANY_ONE) && !token.equals(Tokens.ANY_REST)) {
			Node<S> literal = node.child(token);
			if (literal != null) {
				match(literal, tokens, depth + 1, found);
			}
		}
	}

	private void accept(Node<S> node, Consumer<Subscribers<S>> found) {
		Subscribers<S> subscribers = node.subscribers;
		if (subscribers != null) {
			found.accept(subscribers);
		}
	}

	private static final class Node<S> {

		// written under the trie's lock
		volatile @Nullable Subscribers<S> subscribers;

		// written under the trie's lock; null where there is no child
		private volatile @Nullable Map<String, Node<S>> children;

		@Nullable Node<S> child(String token) {
			Map<String, Node<S>> children = this.children;
			return (children != null) ? children.get(token) : null;
		}

		Node<S> childOrNew(String token) {
			Map<String, Node<S>> children = this.children;
			if (children == null) {
				children = new ConcurrentHashMap<>(4);
				this.children = children;
			}
			return children.computeIfAbsent(token, (key) -> new Node<>());
		}

		void removeChild(String token) {
			Map<String, Node<S>> children = this.children;
			if (children != null) {
				children.remove(token);
				if (children.isEmpty()) {
					this.children = null;
				}
			}
		}

		boolean isEmpty() {
			return this.subscribers == null && this.children == null;
		}

	}

}
