package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltClientPrerequisite;
import io.jolt.spring.listener.KeepAlive;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Runs a broker inside the application. The broker listens before the client starts, even
 * if that is used before its phase, and until the client has stopped. It can be stopped
 * and started again, with port 0 on a different port. While it is running, it keeps the
 * JVM alive. Safe for use by several threads.
 */
public final class JoltBrokerLifecycle implements JoltClientPrerequisite, DisposableBean {

	/**
	 * The phase, which is before the client's.
	 */
	public static final int PHASE = JoltClientLifecycle.DEFAULT_PHASE - 100;

	private static final Log logger = LogFactory.getLog(JoltBrokerLifecycle.class);

	private final JoltBroker broker;

	private final boolean pauseable;

	private final KeepAlive keepAlive = new KeepAlive();

	// whether it was started and not stopped; guarded by this
	private boolean keepingAlive;

	/**
	 * Creates the lifecycle of a broker that stops when the application context pauses.
	 * @param broker the broker, which its owner closes
	 */
	public JoltBrokerLifecycle(JoltBroker broker) {
		this(broker, true);
	}

	/**
	 * Creates the lifecycle of a broker.
	 * @param broker the broker, which its owner closes
	 * @param pauseable whether it stops when the application context pauses, and so
	 * releases its port meanwhile
	 */
	public JoltBrokerLifecycle(JoltBroker broker, boolean pauseable) {
		this.broker = broker;
		this.pauseable = pauseable;
	}

	/**
	 * Starts the broker, and blocks until it listens.
	 * @throws io.jolt.broker.JoltBrokerException if it cannot listen on its port
	 */
	@Override
	public synchronized void start() {
		if (!this.broker.isRunning()) {
			this.broker.start();
			if (!this.keepingAlive) {
				this.keepAlive.begin();
				this.keepingAlive = true;
			}
			logger.info("Embedded Jolt broker listening on port " + this.broker.port());
		}
	}

	@Override
	public void stop() {
		try {
			this.broker.stop();
		}
		finally {
			endKeepAlive();
		}
	}

	// if something else stopped the broker, this was not stopped
	@Override
	public void destroy() {
		endKeepAlive();
	}

	private synchronized void endKeepAlive() {
		if (this.keepingAlive) {
			this.keepAlive.end();
			this.keepingAlive = false;
		}
	}

	@Override
	public boolean isRunning() {
		return this.broker.isRunning();
	}

	@Override
	public boolean isPauseable() {
		return this.pauseable;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
