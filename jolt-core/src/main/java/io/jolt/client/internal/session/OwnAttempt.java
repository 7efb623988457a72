package io.jolt.client.internal.session;

import java.io.IOException;

import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltCredentials;

/**
 * One attempt to give a subscription a connection of its own. Owned by its thread, which
 * it blocks.
 */
final class OwnAttempt {

	private final ClientContext context;

	private final ClientSubscription subscription;

	private final BrokerProfile found;

	private final OwnConnection owner;

	private final long number;

	/**
	 * Creates an attempt.
	 * @param context the client's
	 * @param subscription what to subscribe to
	 * @param found what the main connection found
	 * @param owner hears of what comes of it
	 * @param number tells the owner which attempt it is
	 */
	OwnAttempt(ClientContext context, ClientSubscription subscription, BrokerProfile found, OwnConnection owner,
			long number) {
		this.context = context;
		this.subscription = subscription;
		this.found = found;
		this.owner = owner;
		this.number = number;
	}

	/**
	 * Connects and subscribes.
	 * @throws JoltException if that fails, other than by a refusal of the subscription
	 */
	void run() {
		SubscribeRound round = new SubscribeRound(this.context, this.subscription, this.found);
		if (round.isRefused()) {
			this.owner.refused(this.number, round);
			return;
		}
		OwnConnectionEvents events = new OwnConnectionEvents(this.context, this.subscription.queue(),
				this.owner::ended);
		BrokerConnection created = create(events);
		try {
			this.owner.created(this.number, created);
			subscribe(created, round, events);
		}
		catch (Throwable ex) {
			created.fail(Failures.ofAttempt(ex));
			throw ex;
		}
	}

	private BrokerConnection create(OwnConnectionEvents events) {
		try {
			return new BrokerConnection(this.context, this.found.address(), this.found.remote(), this.context.tls(),
					events);
		}
		catch (IOException ex) {
			throw Failures.unreachable(this.found.address(), this.found.remote(), ex);
		}
	}

	private void subscribe(BrokerConnection created, SubscribeRound round, OwnConnectionEvents events) {
		created.profile(this.found);
		JoltCredentials credentials = this.context.credentialsFor(created);
		this.context.refusedCredentials().require(credentials);
		open(created);
		Handshake handshake = new Handshake(this.context, created);
		if (this.found.sizedLimit() > 0) {
			handshake.announce();
		}
		handshake.authenticate(credentials);
		round.ask(handshake, events::subscribed);
		if (round.isRefused()) {
			this.owner.refused(this.number, round);
			created.fail(new JoltException("The subscription was refused"));
		}
		else {
			this.owner.up(this.number, created);
			// they are tried again on the next connection
			round.refusals().forEach(this.context.notifier()::error);
		}
	}

	private static void open(BrokerConnection created) {
		try {
			created.open();
		}
		catch (IOException ex) {
			throw Failures.unreachable(created.address(), created.remote(), ex);
		}
	}

}
