package io.jolt.client.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.testing.ThreadSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The tests that every {@link JoltClient} has to pass. A transport's module extends this
 * class, and says how its clients are made and cut off. After each test all clients are
 * closed, then the broker, and no thread may be left.
 */
@Timeout(60)
public abstract class JoltClientContract implements ConnectionContract, PublishContract, DeliveryContract,
		SubscriptionContract, GroupContract, OverflowContract, PublisherContract, ExchangeContract {

	private final List<JoltClient> clients = new CopyOnWriteArrayList<>();

	private ThreadSnapshot threads = ThreadSnapshot.take();

	/**
	 * Starts what clients connect to, for one test.
	 */
	protected abstract void startBroker();

	/**
	 * Ends what {@link #startBroker()} has started, with its threads.
	 */
	protected abstract void stopBroker();

	/**
	 * Creates a client of the broker, one more each time, that is not started. It tries
	 * again within milliseconds when it could not connect.
	 * @return the client
	 */
	protected abstract JoltClient createClient();

	/**
	 * Ends the connections of all clients as a failure of the network does, and lets them
	 * connect again only after the action.
	 * @param action what happens meanwhile
	 */
	protected abstract void interruptDuring(Runnable action);

	@BeforeEach
	final void openForTest() {
		this.threads = ThreadSnapshot.take();
		startBroker();
	}

	@AfterEach
	final void closeAfterTest() {
		this.clients.forEach(JoltClient::close);
		stopBroker();
		this.threads.assertNothingLeft();
	}

	@Override
	public final JoltClient newClient() {
		JoltClient client = createClient();
		this.clients.add(client);
		return client;
	}

	@Override
	public final void interruptWhile(Runnable action) {
		List<JoltClient> open = this.clients.stream().filter(JoltClientContract::isOpen).toList();
		interruptDuring(() -> {
			// a client learns of the end of its connection a moment later, and what it
			// sends until then is lost
			ContractFixture.await().until(() -> open.stream().noneMatch(JoltClientContract::isOpen));
			action.run();
		});
	}

	private static boolean isOpen(JoltClient client) {
		return client.state() == ConnectionState.OPEN;
	}

}
