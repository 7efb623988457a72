package io.jolt.spring.config;

import java.util.Comparator;
import java.util.function.Function;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Starts and stops a client with the application context, closes it with the context,
 * logs what happens to its connection and publishes it as {@link io.jolt.spring.event
 * events}.
 * <p>
 * The client starts in its phase. An earlier publish, in a {@code @PostConstruct} method
 * or in an earlier phase, starts it at once; its events are published when its phase
 * comes, because only then are all event listeners ready. After the context was stopped,
 * a publish fails until the client's phase comes again.
 */
public class JoltClientLifecycle
		implements SmartLifecycle, InitializingBean, DisposableBean, BeanFactoryAware, ApplicationEventPublisherAware {

	/**
	 * The phase of clients: below that of web servers, task executors and schedulers, so
	 * that a client starts before them and stops after them.
	 */
	public static final int DEFAULT_PHASE = Integer.MAX_VALUE / 2 - 1000;

	/**
	 * The name of the default connection.
	 */
	public static final String DEFAULT_CONNECTION_NAME = "default";

	/**
	 * What happens if no broker can be reached when the application context starts, or if
	 * the broker then refuses a listener's subscription or has no room for a listener's
	 * own socket.
	 */
	public enum StartupMode {

		/**
		 * Start-up continues with a warning in the log. The client keeps trying to
		 * connect, also for a listener for whose own socket the broker has no room. A
		 * listener whose subscription the broker refuses receives nothing; the others do.
		 */
		RETRY,

		/**
		 * Start-up fails if the first attempt to connect fails, or if the broker refuses
		 * a listener's subscription or has no room for a listener's own socket.
		 */
		FAIL

	}

	private final JoltClient client;

	private String connectionName = DEFAULT_CONNECTION_NAME;

	private StartupMode startupMode = StartupMode.RETRY;

	private Function<JoltException, @Nullable String> failureAdvice = (failure) -> null;

	private int phase = DEFAULT_PHASE;

	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	private @Nullable BeanFactory beanFactory;

	// set by the first start
	private volatile @Nullable ConnectionMonitor monitor;

	private volatile boolean running;

	// whether the client was closed; guarded by this
	private boolean destroyed;

	/**
	 * Creates the lifecycle of a client.
	 * @param client the client, which nothing else starts or closes
	 */
	public JoltClientLifecycle(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
	}

	/**
	 * The client that is started and stopped.
	 * @return the client
	 */
	public JoltClient getClient() {
		return this.client;
	}

	/**
	 * The connection's name.
	 * @return the name, {@link #DEFAULT_CONNECTION_NAME} by default
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * Sets the connection's name in events and logs.
	 * @param connectionName the name
	 */
	public void setConnectionName(String connectionName) {
		Assert.hasText(connectionName, "connectionName must not be blank");
		this.connectionName = connectionName;
	}

	/**
	 * Sets what happens if no broker can be reached when the application context starts,
	 * or if the broker then refuses a listener's subscription or has no room for a
	 * listener's own socket.
	 * @param startupMode the mode, {@link StartupMode#RETRY} by default
	 */
	public void setStartupMode(StartupMode startupMode) {
		Assert.notNull(startupMode, "startupMode must not be null");
		this.startupMode = startupMode;
	}

	/**
	 * The advice for a connection that could not be opened.
	 * @return a function that returns {@code null} if it has no advice
	 */
	public Function<JoltException, @Nullable String> getFailureAdvice() {
		return this.failureAdvice;
	}

	/**
	 * Sets the advice that the log gives when the connection could not be opened, such as
	 * a property to set.
	 * @param failureAdvice returns one sentence or more, or {@code null} if the failure's
	 * message is sufficient; no advice by default
	 */
	public void setFailureAdvice(Function<JoltException, @Nullable String> failureAdvice) {
		Assert.notNull(failureAdvice, "failureAdvice must not be null");
		this.failureAdvice = failureAdvice;
	}

	/**
	 * Sets the phase.
	 * @param phase the phase, {@link #DEFAULT_PHASE} by default
	 */
	public void setPhase(int phase) {
		this.phase = phase;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher applicationEventPublisher) {
		this.applicationEventPublisher = applicationEventPublisher;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterPropertiesSet() {
		this.client.setStarter(this::startEarly);
	}

	/**
	 * How often the connection was restored after it was lost.
	 * @return the number since the application context first started
	 */
	public long getReconnects() {
		ConnectionMonitor current = this.monitor;
		return (current != null) ? current.reconnects() : 0;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Starts the client. Returns at once in mode {@link StartupMode#RETRY}; blocks until
	 * the client is open in mode {@link StartupMode#FAIL}.
	 * @throws JoltException in mode {@link StartupMode#FAIL}, if the first attempt to
	 * connect fails; a {@link JoltStartupException} unless it is the default connection
	 */
	@Override
	public void start() {
		ConnectionMonitor listening;
		synchronized (this) {
			if (this.running) {
				return;
			}
			listening = listen();
			startClient();
			this.running = true;
		}
		// not under the lock: they are the application's listeners
		listening.publishEvents();
	}

	/**
	 * Starts the client because it is used before its phase, after all of its
	 * prerequisites.
	 */
	void startEarly() {
		// not while holding the lock: it must not be held while beans are created
		if (this.beanFactory != null) {
			this.beanFactory.getBeanProvider(JoltClientPrerequisite.class)
				.stream(ObjectProvider.UNFILTERED)
				.filter((prerequisite) -> prerequisite.getPhase() < getPhase())
				.sorted(Comparator.comparingInt(JoltClientPrerequisite::getPhase))
				.forEach(JoltClientLifecycle::startOnce);
		}
		synchronized (this) {
			if (this.running || this.destroyed) {
				return;
			}
			if (isContextRunning()) {
				// its phase has passed: this bean is lazy
				start();
				return;
			}
			listen();
			startClient();
		}
	}

	private static void startOnce(JoltClientPrerequisite prerequisite) {
		synchronized (prerequisite) {
			if (!prerequisite.isRunning()) {
				prerequisite.start();
			}
		}
	}

	private boolean isContextRunning() {
		return this.applicationEventPublisher instanceof Lifecycle context && context.isRunning();
	}

	private ConnectionMonitor listen() {
		ConnectionMonitor current = this.monitor;
		if (current == null) {
			current = new ConnectionMonitor(this, this.connectionName, () -> this.client.status().brokerName(),
					this.failureAdvice, this.applicationEventPublisher);
			this.monitor = current;
			this.client.addConnectionListener(current);
		}
		return current;
	}

	private void startClient() {
		if (this.startupMode == StartupMode.FAIL) {
			connect();
		}
		else {
			this.client.start();
		}
	}

	private void connect() {
		try {
			this.client.connect();
		}
		catch (JoltException ex) {
			if (this.connectionName.equals(DEFAULT_CONNECTION_NAME)) {
				throw ex;
			}
			throw new JoltStartupException(
					"Jolt connection '" + this.connectionName + "' could not be opened: " + ex.getMessage(),
					this.connectionName, null, ex);
		}
	}

	/**
	 * Stops the client, which can be started again. Blocks until it has flushed what it
	 * has accepted, at most for its request time-out.
	 */
	@Override
	public synchronized void stop() {
		if (this.running) {
			this.client.stop();
			this.running = false;
		}
	}

	/**
	 * Closes the client.
	 */
	@Override
	public synchronized void destroy() {
		this.running = false;
		this.destroyed = true;
		this.client.close();
		if (this.monitor != null) {
			this.client.removeConnectionListener(this.monitor);
		}
	}

}
