package io.jolt.client.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.TopicRouter;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a connection: the messages that the broker has given to a client, and
 * the reader that takes them, in their order, to the queues of the subscriptions. A
 * client has one for itself and one for each subscription whose reader may have to wait.
 */
final class InMemoryLink implements Runnable {

	private final TopicRouter router = new TopicRouter();

	private final Set<DeliveryQueue> queues = ConcurrentHashMap.newKeySet();

	private final LinkedBlockingQueue<Entry> mailbox = new LinkedBlockingQueue<>();

	private final Consumer<InMemoryLink> lost;

	// written under this lock, read by any thread
	private volatile boolean closed;

	/**
	 * Creates a link.
	 * @param lost told when the broker cuts it off
	 */
	InMemoryLink(Consumer<InMemoryLink> lost) {
		this.lost = lost;
	}

	void take(InMemoryMessage message) {
		this.mailbox.add(new Entry(message, null));
	}

	void add(InMemorySubscription subscription) {
		DeliveryQueue queue = subscription.queue();
		this.queues.add(queue);
		this.router.add(subscription.topics(), subscription.patterns(), queue);
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
		this.mailbox.add(new Entry(null, () -> {
			DeliveryQueue queue = subscription.queue();
			this.router.remove(subscription.topics(), subscription.patterns(), queue);
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
					deliver(entry.message());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void deliver(InMemoryMessage message) {
		this.router.route(message.topic(), (queue) -> {
			Admission admission = queue.offer(message);
			while (admission == Admission.FULL && !this.closed) {
				queue.awaitRoom(message, () -> this.closed);
				admission = this.closed ? Admission.DONE : queue.offer(message);
			}
			if (admission == Admission.START) {
				queue.start();
			}
		});
	}

	/**
	 * A message, or what is to be done behind those before it.
	 *
	 * @param message the message, or {@code null}
	 * @param task the task, or {@code null}
	 */
	private record Entry(@Nullable InMemoryMessage message, @Nullable Runnable task) {

		static final Entry END = new Entry(null, null);

		boolean isEnd() {
			return this.message == null && this.task == null;
		}

	}

}
