package io.jolt.broker;

import io.jolt.broker.internal.connection.BrokerServer;
import org.jspecify.annotations.Nullable;

/**
 * A Jolt broker inside this application. It keeps everything in memory. Safe for use by
 * several threads; all its threads are daemons.
 */
public final class JoltBroker implements AutoCloseable {

	private final JoltBrokerOptions options;

	private final Runnable failureListener;

	private final Object lock = new Object();

	// null while it does not run; written under the lock
	private volatile @Nullable BrokerServer server;

	// whether the running server has lost one of its threads; set on that thread, cleared
	// under the lock
	private volatile boolean failed;

	// guarded by lock
	private boolean closed;

	JoltBroker(JoltBrokerOptions options, Runnable failureListener) {
		this.options = options;
		this.failureListener = failureListener;
	}

	/**
	 * Starts setting up a broker.
	 * @return a builder with all defaults
	 */
	public static JoltBrokerBuilder builder() {
		return new JoltBrokerBuilder();
	}

	/**
	 * Starts the broker. Blocks until it accepts connections; does nothing if it already
	 * does. A broker that was stopped or has failed can be started again.
	 * @throws JoltBrokerException if it cannot listen on its address
	 * @throws IllegalStateException after {@link #close()}
	 */
	public void start() {
		synchronized (this.lock) {
			if (this.closed) {
				throw new IllegalStateException("The broker is closed and cannot be started again");
			}
			if (this.failed) {
				stop();
			}
			if (this.server == null) {
				this.server = BrokerServer.start(this.options, this.options.users(), this.options.serverTls(),
						this::fail);
			}
		}
	}

	private void fail() {
		this.failed = true;
		this.failureListener.run();
	}

	/**
	 * Stops accepting connections, sends what is queued for at most the drain timeout,
	 * and closes all connections. Blocks until that is done; does nothing if the broker
	 * is not running. All subscriptions are lost.
	 */
	public void stop() {
		synchronized (this.lock) {
			BrokerServer server = this.server;
			if (server != null) {
				try {
					server.stop();
				}
				finally {
					this.server = null;
					this.failed = false;
				}
			}
		}
	}

	/**
	 * Stops the broker permanently.
	 */
	@Override
	public void close() {
		synchronized (this.lock) {
			this.closed = true;
			stop();
		}
	}

	/**
	 * Whether connections are accepted and served.
	 * @return whether it is running
	 */
	public boolean isRunning() {
		return this.server != null && !this.failed;
	}

	/**
	 * Whether it was started and cannot continue: one of its threads has ended
	 * unexpectedly, and with it the connections that the thread served. Only stopping or
	 * restarting it clears this.
	 * @return whether it has failed
	 */
	public boolean hasFailed() {
		return this.failed;
	}

	/**
	 * The port that it listens on.
	 * @return the port, never 0
	 * @throws IllegalStateException while it is not running
	 */
	public int port() {
		BrokerServer server = this.server;
		if (server == null) {
			throw new IllegalStateException("The broker does not run, so it has no port");
		}
		return server.address().getPort();
	}

	/**
	 * How it was set up.
	 * @return the options
	 */
	public JoltBrokerOptions options() {
		return this.options;
	}

	/**
	 * How many connections are open.
	 * @return the number, 0 while it is not running
	 */
	public int connections() {
		BrokerServer server = this.server;
		return (server != null) ? server.connections() : 0;
	}

	/**
	 * How many subscriptions all connections have together.
	 * @return the number, 0 while it is not running
	 */
	public int subscriptions() {
		BrokerServer server = this.server;
		return (server != null) ? server.subscriptions() : 0;
	}

	/**
	 * Its statistics since it started. Cheap enough to call every second.
	 * @return the numbers, all 0 while it is not running
	 */
	public JoltBrokerStats stats() {
		BrokerServer server = this.server;
		return (server != null) ? server.stats() : JoltBrokerStats.NONE;
	}

	@Override
	public String toString() {
		BrokerServer server = this.server;
		return "JoltBroker[" + ((server != null) ? "listening on " + server.address() : "not running") + "]";
	}

}
