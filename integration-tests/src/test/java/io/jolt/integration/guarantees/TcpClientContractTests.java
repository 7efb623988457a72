package io.jolt.integration.guarantees;

import java.time.Duration;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.contract.JoltClientContract;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.testing.FaultProxy;
import io.jolt.testing.ProxiedConnection;

/**
 * The TCP client keeps the contract that every client has to keep, on a real broker.
 */
class TcpClientContractTests extends JoltClientContract {

	private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(2), Duration.ofMillis(10), 2);

	@SuppressWarnings("NullAway.Init")
	private JoltBroker broker;

	@SuppressWarnings("NullAway.Init")
	private FaultProxy proxy;

	@Override
	protected void startBroker() {
		this.broker = JoltBroker.builder().port(0).eventLoopThreads(1).start();
		this.proxy = FaultProxy.before(this.broker.port());
	}

	@Override
	protected void stopBroker() {
		this.proxy.close();
		this.broker.close();
	}

	@Override
	protected JoltClient createClient() {
		return JoltClientBuilder.create()
			.address("127.0.0.1", this.proxy.port())
			.reconnectPolicy(QUICK)
			.name("contract")
			.build();
	}

	@Override
	protected void interruptDuring(Runnable action) {
		this.proxy.refuse();
		this.proxy.connections().forEach(ProxiedConnection::reset);
		try {
			action.run();
		}
		finally {
			this.proxy.listen();
		}
	}

}
