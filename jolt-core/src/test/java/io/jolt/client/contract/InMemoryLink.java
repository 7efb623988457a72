package io.jolt.client.contract;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.jolt.client.TopicPattern;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.TopicRouter;
import io.jolt.client.spi.exchange.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a connection: the messages that the broker has given to a client, and
 * the reader that takes them, in their order, to the queues of the subscriptions. A
 * client has one for itself and one for each subscription whose reader may have to wait.
 */
final class InMemoryLink implements Runnable {

	private final TopicRouter router = new TopicRouter();

	private final Set<DeliveryQueue> queues = ConcurrentHashMap.newKeySet();

	// what the broker looks at: those that leave are not among them
	private final Set<InMemorySubscription> subscriptions = ConcurrentHashMap.newKeySet();

	private final LinkedBlockingQueue<Entry> mailbox = new LinkedBlockingQueue<>();

	private final Consumer<InMemoryLink> lost;

	private final Consumer<InMemoryMessage> answers;

	private final Inbox inbox = new Inbox("_inbox." + UUID.randomUUID());

	// written under this lock, read by any thread
	private volatile boolean closed;

	/**
	 * Creates a link.
	 * @param lost told when the broker cuts it off
	 * @param answers takes what comes to its inbox, on the reader
	 */
	InMemoryLink(Consumer<InMemoryLink> lost, Consumer<InMemoryMessage> answers) {
		this.lost = lost;
		this.answers = answers;
	}

	Inbox inbox() {
		return this.inbox;
	}

	boolean wants(String topic) {
		return this.subscriptions.stream()
			.anyMatch((subscription) -> subscription.group() == null && matches(subscription, topic));
	}

	/**
	 * The groups with members that want a message.
	 * @param topic the message's topic
	 * @return their names
	 */
	Set<String> groups(String topic) {
		return this.subscriptions.stream()
			.filter((subscription) -> matches(subscription, topic))
			.map(InMemorySubscription::group)
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static boolean matches(InMemorySubscription subscription, String topic) {
		return subscription.topics().contains(topic)
				|| subscription.patterns().stream().anyMatch((pattern) -> TopicPattern.of(pattern).matches(topic));
	}

	void take(InMemoryMessage message, @Nullable String group) {
		this.mailbox.add(new Entry(message, group, null));
	}

	void add(InMemorySubscription subscription) {
		DeliveryQueue queue = subscription.queue();
		this.queues.add(queue);
		this.router.add(subscription.topics(), subscription.patterns(), subscription.group(), queue);
		this.subscriptions.add(subscription);
	}

	/**
	 * Removes a subscription behind all messages that have come for it.
	 * @param subscription the subscription
	 * @param left called when it is removed
	 * @return {@code false}, and nothing was done, if the link is closed
	 */
	synchronized boolean remove(InMemorySubscription subscription, Runnable left) {
		if (this.closed) {
			return false;
		}
		this.subscriptions.remove(subscription);
		this.mailbox.add(new Entry(null, null, () -> {
			DeliveryQueue queue = subscription.queue();
			this.router.remove(subscription.topics(), subscription.patterns(), subscription.group(), queue);
			this.queues.remove(queue);
			left.run();
		}));
		return true;
	}

	void cutOff() {
		this.lost.accept(this);
	}

	void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.mailbox.add(Entry.END);
		}
		this.queues.forEach(DeliveryQueue::wakeReader);
	}

	@Override
	public void run() {
		try {
			for (Entry entry = this.mailbox.take(); !entry.isEnd(); entry = this.mailbox.take()) {
				if (entry.task() != null) {
					entry.task().run();
				}
				else if (entry.message() != null && !this.closed) {
					deliver(entry.message(), entry.group());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void deliver(InMemoryMessage message, @Nullable String group) {
		if (message.topic().equals(this.inbox.topic())) {
			this.answers.accept(message);
		}
		else if (group == null) {
			this.router.route(message.topic(), (queue) -> offer(queue, message));
		}
		else {
			this.router.routeToGroup(message.topic(), group, message, (queue) -> offer(queue, message));
		}
	}

	private void offer(DeliveryQueue queue, InMemoryMessage message) {
		Admission admission = queue.offer(message);
		while (admission == Admission.FULL && !this.closed) {
			queue.awaitRoom(message, () -> this.closed);
			admission = this.closed ? Admission.DONE : queue.offer(message);
		}
		if (admission == Admission.START) {
			queue.start();
		}
	}

	/**
	 * A message, or what is to be done behind those before it.
	 *
	 * @param message the message, or {@code null}
	 * @param group whose members the message is for, or {@code null}
	 * @param task the task, or {@code null}
	 */
	private record Entry(@Nullable InMemoryMessage message, @Nullable String group, @Nullable Runnable task) {

		static final Entry END = new Entry(null, null, null);

		boolean isEnd() {
			return this.message == null && this.task == null;
		}

	}

}
