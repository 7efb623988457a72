package io.jolt.client.contract;

import io.jolt.client.JoltClient;

/**
 * A client without sockets and protocol keeps the contract, too: what it is made of is
 * enough for another transport.
 */
class InMemoryClientContractTests extends JoltClientContract {

	private InMemoryBroker broker = new InMemoryBroker();

	@Override
	protected void startBroker() {
		this.broker = new InMemoryBroker();
	}

	@Override
	protected void stopBroker() {
		// it has no threads
	}

	@Override
	protected JoltClient createClient() {
		return new InMemoryJoltClient(this.broker);
	}

	@Override
	protected void interruptDuring(Runnable action) {
		this.broker.interruptDuring(action);
	}

}
