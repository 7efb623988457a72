package io.jolt.broker.internal.connection;

import io.jolt.broker.internal.protocol.Delivery;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.routing.Recipients;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicRegistry;

/**
 * Puts what is published into the queues of its recipients: of everyone who subscribes
 * without a group, and of one member of each group. Safe for use by several event loops.
 */
final class Publisher {

	private static final int VISITS_A_UNIT_OF_WORK = 8;

	private final TopicRegistry<BrokerConnection> registry;

	Publisher(TopicRegistry<BrokerConnection> registry) {
		this.registry = registry;
	}

	// publishes what a request says. On the loop that is given. Returns into how many
	// queues it was put, without those of who only watches.
	int publish(Request request, TopicName topic, EventLoopContext loop) {
		LoopCounters.add(loop.counters.messagesIn, 1);
		Recipients<BrokerConnection> recipients = loop.recipients;
		this.registry.match(topic, recipients);
		int withoutGroup = recipients.withoutGroup();
		loop.turns.worked(withoutGroup + recipients.work() / VISITS_A_UNIT_OF_WORK);
		if (recipients.size() == 0) {
			return 0;
		}
		Delivery delivery = loop.delivery;
		delivery.splice(request);
		try {
			int delivered = 0;
			int watching = 0;
			for (int i = 0; i < withoutGroup; i++) {
				BrokerConnection recipient = recipients.get(i);
				if (recipient.deliver(delivery, topic, recipients.asOf(), loop.flusher)) {
					delivered++;
					watching += recipient.isObserver() ? 1 : 0;
				}
			}
			for (int from = withoutGroup; from < recipients.size();) {
				int to = recipients.endOfGroup(from);
				loop.turns.worked(1 + (to - from) / VISITS_A_UNIT_OF_WORK);
				if (deliverToOne(from, to, topic, loop)) {
					delivered++;
				}
				from = to;
			}
			LoopCounters.add(loop.counters.messagesOut, delivered);
			return delivered - watching;
		}
		finally {
			delivery.release();
			recipients.release();
		}
	}

	private boolean deliverToOne(int from, int to, TopicName topic, EventLoopContext loop) {
		int chosen = loop.recipients.choose(from, to, BrokerConnection::isOverSoft);
		return deliver(chosen, topic, loop) || deliverToAnother(chosen, from, to, topic, loop);
	}

	// the chosen one has unsubscribed or closed just now, or must not get any more
	private boolean deliverToAnother(int chosen, int from, int to, TopicName topic, EventLoopContext loop) {
		loop.turns.worked(to - from);
		for (boolean slow : new boolean[] { false, true }) {
			for (int i = 1; i < to - from; i++) {
				int next = (chosen + i < to) ? chosen + i : chosen + i - to + from;
				if (loop.recipients.member(next).subscriber().isOverSoft() == slow && deliver(next, topic, loop)) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean deliver(int place, TopicName topic, EventLoopContext loop) {
		Recipients<BrokerConnection> recipients = loop.recipients;
		return recipients.member(place)
			.subscriber()
			.deliver(loop.delivery, recipients.member(place), topic, recipients.asOf(), loop.flusher);
	}

}
