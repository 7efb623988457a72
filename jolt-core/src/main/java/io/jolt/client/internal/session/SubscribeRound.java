package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;

/**
 * Asks a broker once for all that a subscription with a connection of its own covers.
 * Owned by the thread of the attempt.
 */
final class SubscribeRound {

	private final ClientSubscription subscription;

	private final BrokerProfile profile;

	private final List<ControlRequest> requests = new ArrayList<>();

	private final List<JoltException> refusals = new ArrayList<>();

	SubscribeRound(ClientContext context, ClientSubscription subscription, BrokerProfile profile) {
		this.subscription = subscription;
		this.profile = profile;
		for (WireKey key : subscription.keys()) {
			try {
				this.requests.add(key.subscribe(context.encoder(), profile.knowsPatterns(), profile.address()));
			}
			catch (JoltException ex) {
				this.refusals.add(ex);
			}
		}
	}

	/**
	 * Asks, all in one write, and waits for the answers.
	 * @param handshake whose authentication is over
	 * @param whenAnswered runs on the reader's thread with the last answer; must not
	 * block
	 * @throws JoltException if there are no answers, or the broker wants other
	 * credentials
	 */
	void ask(Handshake handshake, Runnable whenAnswered) {
		this.requests.get(this.requests.size() - 1).whenAnswered((last) -> whenAnswered.run());
		handshake.sendAll(this.requests);
		for (ControlRequest request : this.requests) {
			Answer answer = handshake.await(request);
			if (answer.ok()) {
				continue;
			}
			if (Failures.code(answer).equals(Failures.AUTH_REQUIRED)) {
				throw Failures.authentication(this.profile.address(), null, Failures.words(answer), null);
			}
			this.refusals.add(Failures.rejected(request.describe(), answer));
		}
	}

	/**
	 * What was refused up to now, by the broker or because it cannot be asked.
	 * @return the causes, which name the topics
	 */
	List<JoltException> refusals() {
		return this.refusals;
	}

	/**
	 * Whether nothing is to come of it: all was refused, or a part of what was never
	 * granted as a whole.
	 * @return {@code false} before the answers as long as it is worth asking
	 */
	boolean isRefused() {
		boolean whole = this.refusals.size() == this.subscription.keys().size();
		return whole || !(this.refusals.isEmpty() || this.subscription.isConfirmed());
	}

}
