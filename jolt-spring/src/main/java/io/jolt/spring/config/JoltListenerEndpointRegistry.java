package io.jolt.spring.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Holds the listener containers by id, and starts and stops them with the application
 * context. When it is restarted, it starts those that were running when it was stopped.
 * Safe for use by several threads.
 */
public class JoltListenerEndpointRegistry implements SmartLifecycle, DisposableBean {

	/**
	 * The name of the registry bean.
	 */
	public static final String BEAN_NAME = "joltListenerEndpointRegistry";

	private final RegisteredContainers containers = new RegisteredContainers();

	private volatile Duration startupTimeout = Duration.ofSeconds(5);

	private volatile StartupMode startupMode = StartupMode.RETRY;

	// by connection, if it differs
	private final Map<String, StartupMode> startupModes = new ConcurrentHashMap<>();

	// written under the lock of containers
	private volatile int phase = JoltMessageListenerContainer.DEFAULT_PHASE;

	// written under the lock of containers
	private volatile boolean running;

	// how many stops have begun and not ended
	private final AtomicInteger stops = new AtomicInteger();

	/**
	 * Sets the phase in which all containers are started and stopped, whatever their own
	 * phases are. A container that is registered later with a different phase, other than
	 * the default, is rejected.
	 * @param phase the phase, {@link JoltMessageListenerContainer#DEFAULT_PHASE} by
	 * default; above that of clients
	 */
	public void setPhase(int phase) {
		this.containers.withLock((all) -> this.phase = phase);
	}

	/**
	 * Sets how long {@link #start()} waits for the broker's answers to the listeners'
	 * subscriptions.
	 * @param startupTimeout the limit; zero to not wait
	 */
	public void setStartupTimeout(Duration startupTimeout) {
		Assert.isTrue(!startupTimeout.isNegative(),
				() -> "startupTimeout must not be negative but is " + startupTimeout);
		this.startupTimeout = startupTimeout;
	}

	/**
	 * Sets what {@link #start()} does if the broker refuses a listener's subscription.
	 * @param startupMode the mode, {@link StartupMode#RETRY} by default, in which the
	 * other listeners continue without it
	 */
	public void setStartupMode(StartupMode startupMode) {
		Assert.notNull(startupMode, "startupMode must not be null");
		this.startupMode = startupMode;
	}

	/**
	 * Sets what {@link #start()} does if a connection's broker refuses a listener's
	 * subscription.
	 * @param connectionName the connection's name
	 * @param startupMode the mode
	 */
	public void setStartupMode(String connectionName, StartupMode startupMode) {
		Assert.notNull(startupMode, "startupMode must not be null");
		this.startupModes.put(connectionName, startupMode);
	}

	private StartupMode startupMode(JoltMessageListenerContainer container) {
		return this.startupModes.getOrDefault(container.getConnectionName(), this.startupMode);
	}

	/**
	 * Creates and registers the container of an endpoint. If the registry is running, the
	 * container is started unless its {@code autoStartup} is {@code false}.
	 * <p>
	 * If the container starts automatically and its phase, for example that of its
	 * factory, is not the default, all containers of this registry are started and
	 * stopped in that phase.
	 * @param endpoint the endpoint
	 * @param factory the factory of the container
	 * @return the container
	 * @throws DuplicateJoltListenerIdException if the id is already in use
	 * @throws IllegalStateException if the container's phase differs from that of the
	 * others
	 */
	public JoltMessageListenerContainer registerListenerContainer(JoltListenerEndpoint endpoint,
			JoltListenerContainerFactory<?> factory) {
		return this.containers.add(endpoint, factory, this::takePhase, (registered) -> {
			if (this.running) {
				registered.startIfWanted();
			}
		});
	}

	// the caller holds the lock of containers
	private void takePhase(JoltMessageListenerContainer container) {
		int wanted = container.getPhase();
		if (!container.isAutoStartup() || wanted == JoltMessageListenerContainer.DEFAULT_PHASE) {
			return;
		}
		Assert.state(this.phase == JoltMessageListenerContainer.DEFAULT_PHASE || this.phase == wanted,
				() -> "Listener '" + container.getListenerId() + "' has the phase " + wanted
						+ ", but all listeners start and stop in one phase, which is " + this.phase
						+ " already: set the same for all container factories (jolt.listener.phase)");
		this.phase = wanted;
	}

	/**
	 * Removes a container, whose id can then be used again. As in Spring's other
	 * registries it is not stopped: that is up to the caller.
	 * @param id the listener's id
	 * @return the container, or {@code null} if no listener has that id
	 */
	public @Nullable JoltMessageListenerContainer unregisterListenerContainer(String id) {
		return this.containers.remove(id);
	}

	/**
	 * Adds a listener, which is notified at once of the containers that are already
	 * registered, and then of each one that is registered or removed.
	 * @param listener the listener
	 */
	public void addRegistrationListener(ContainerRegistrationListener listener) {
		this.containers.addListener(listener);
	}

	/**
	 * A container.
	 * @param id the listener's id
	 * @return the container, or {@code null} if no listener has that id
	 */
	public @Nullable JoltMessageListenerContainer getListenerContainer(String id) {
		return this.containers.get(id);
	}

	/**
	 * The ids of all listeners.
	 * @return a copy, in the order of registration
	 */
	public Set<String> getListenerContainerIds() {
		return this.containers.ids();
	}

	/**
	 * All containers.
	 * @return a copy, in the order of registration
	 */
	public Collection<JoltMessageListenerContainer> getListenerContainers() {
		return this.containers.all();
	}

	/**
	 * Starts a listener.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if no listener has that id
	 */
	public void start(String id) {
		required(id).start();
	}

	/**
	 * Stops a listener, and blocks until it has handled what is queued, at most for the
	 * shutdown time-out.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if no listener has that id
	 */
	public void stop(String id) {
		required(id).stop();
	}

	/**
	 * Whether a listener is running.
	 * @param id the listener's id
	 * @return {@code true} if it is running
	 * @throws IllegalArgumentException if no listener has that id
	 */
	public boolean isRunning(String id) {
		return required(id).isRunning();
	}

	/**
	 * Pauses a listener: it stays subscribed, and its messages wait in its queue.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if no listener has that id
	 */
	public void pause(String id) {
		required(id).pause();
	}

	/**
	 * Resumes a paused listener.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if no listener has that id
	 */
	public void resume(String id) {
		required(id).resume();
	}

	private JoltMessageListenerContainer required(String id) {
		JoltMessageListenerContainer container = getListenerContainer(id);
		Assert.isTrue(container != null,
				() -> "No Jolt listener has the id '" + id + "'; there are " + getListenerContainerIds());
		return container;
	}

	/**
	 * The phase in which all containers are started and stopped.
	 * @return the phase, which is that of the containers if it is not the default
	 */
	@Override
	public int getPhase() {
		return this.phase;
	}

	/**
	 * Whether it is running.
	 * @return {@code true} also while it is stopping, so that an application context that
	 * is closed meanwhile waits for the listeners before it stops the client
	 */
	@Override
	public boolean isRunning() {
		return this.running || this.stops.get() > 0;
	}

	/**
	 * Starts the listeners and waits until the broker has answered their subscriptions,
	 * at most for the start-up time-out. Listeners whose {@code autoStartup} is
	 * {@code false} are not started.
	 * @throws JoltException in mode {@link StartupMode#FAIL}, if the broker refuses one
	 * of them; the registry is then stopped again
	 */
	@Override
	public void start() {
		List<JoltMessageListenerContainer> started = this.containers.withLock(this::startWanted);
		try {
			new ListenerStartup(this::startupMode, this.startupTimeout).await(started);
		}
		catch (JoltException ex) {
			stop();
			throw ex;
		}
	}

	private List<JoltMessageListenerContainer> startWanted(Collection<RegisteredContainer> all) {
		List<JoltMessageListenerContainer> started = new ArrayList<>();
		if (!this.running) {
			this.running = true;
			for (RegisteredContainer registered : all) {
				if (registered.startIfWanted()) {
					started.add(registered.container());
				}
			}
		}
		return started;
	}

	/**
	 * Stops the listeners, and blocks until they have handled their messages, each at
	 * most for its shutdown time-out. If a listener calls this, it waits for all the
	 * others, except those that have called this too.
	 */
	@Override
	public void stop() {
		CountDownLatch latch = new CountDownLatch(1);
		stop(latch::countDown);
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop(Runnable callback) {
		List<JoltMessageListenerContainer> toStop = this.containers.withLock((all) -> {
			if (this.running) {
				all.forEach(RegisteredContainer::remember);
			}
			this.stops.incrementAndGet();
			this.running = false;
			return all.stream().map((registered) -> registered.container()).toList();
		});
		Runnable ended = () -> {
			this.stops.decrementAndGet();
			callback.run();
		};
		if (toStop.isEmpty()) {
			ended.run();
			return;
		}
		AtomicInteger running = new AtomicInteger(toStop.size());
		for (JoltMessageListenerContainer container : toStop) {
			container.stop(() -> {
				if (running.decrementAndGet() == 0) {
					ended.run();
				}
			});
		}
	}

	@Override
	public void destroy() {
		stop();
	}

}
