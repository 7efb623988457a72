package io.jolt.spring.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Holds the listener containers by id, starts them with the application context and stops
 * them with it. When it is started again, those start that ran when it was stopped. Safe
 * for use by several threads.
 */
public class JoltListenerEndpointRegistry implements SmartLifecycle, DisposableBean {

	/**
	 * The name of the registry bean.
	 */
	public static final String BEAN_NAME = "joltListenerEndpointRegistry";

	private final ReentrantLock lock = new ReentrantLock();

	// guarded by lock; in the order of registration
	private final Map<String, RegisteredContainer> containers = new LinkedHashMap<>();

	// guarded by lock
	private final List<ContainerRegistrationListener> registrationListeners = new ArrayList<>();

	private volatile Duration startupTimeout = Duration.ofSeconds(5);

	private volatile StartupMode startupMode = StartupMode.RETRY;

	// by connection, where it differs
	private final Map<String, StartupMode> startupModes = new ConcurrentHashMap<>();

	// written under lock
	private volatile boolean running;

	/**
	 * Sets how long {@link #start()} waits until the broker has answered all the
	 * listeners' subscriptions.
	 * @param startupTimeout the limit; zero not to wait
	 */
	public void setStartupTimeout(Duration startupTimeout) {
		Assert.isTrue(!startupTimeout.isNegative(),
				() -> "startupTimeout must not be negative but is " + startupTimeout);
		this.startupTimeout = startupTimeout;
	}

	/**
	 * Sets what {@link #start()} does if the broker refuses a listener's subscription.
	 * @param startupMode the mode, {@link StartupMode#RETRY} by default, in which the
	 * other listeners go on without it
	 */
	public void setStartupMode(StartupMode startupMode) {
		Assert.notNull(startupMode, "startupMode must not be null");
		this.startupMode = startupMode;
	}

	/**
	 * Sets what {@link #start()} does if the broker of one connection refuses a
	 * listener's subscription.
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
	 * Makes the container of an endpoint and keeps it. If the registry is running, the
	 * container is started, unless it is not to start by itself.
	 * @param endpoint the endpoint
	 * @param factory makes the container
	 * @return the container
	 * @throws DuplicateJoltListenerIdException if there is one of that id
	 */
	public JoltMessageListenerContainer registerListenerContainer(JoltListenerEndpoint endpoint,
			JoltListenerContainerFactory<?> factory) {
		String id = endpoint.getId();
		this.lock.lock();
		try {
			RegisteredContainer present = this.containers.get(id);
			if (present != null) {
				throw new DuplicateJoltListenerIdException(id, present.endpoint().toString(), endpoint.toString());
			}
			RegisteredContainer registered = new RegisteredContainer(endpoint,
					factory.createListenerContainer(endpoint));
			this.containers.put(id, registered);
			this.registrationListeners.forEach((listener) -> listener.registered(registered.container()));
			if (this.running) {
				registered.startIfWanted();
			}
			return registered.container();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets a container, whose id may then be used again. It is not stopped, as in
	 * Spring's other registries: that is now the caller's, who alone holds it.
	 * @param id the listener's id
	 * @return the container, or {@code null} if there is none of that id
	 */
	public @Nullable JoltMessageListenerContainer unregisterListenerContainer(String id) {
		return withLock(() -> {
			RegisteredContainer registered = this.containers.remove(id);
			if (registered == null) {
				return null;
			}
			this.registrationListeners.forEach((listener) -> listener.unregistered(registered.container()));
			return registered.container();
		});
	}

	/**
	 * Adds who hears which containers there are: of those that are registered already at
	 * once, of each other one when it comes, and when one goes.
	 * @param listener the listener
	 */
	public void addRegistrationListener(ContainerRegistrationListener listener) {
		this.lock.lock();
		try {
			this.registrationListeners.add(listener);
			this.containers.values().forEach((registered) -> listener.registered(registered.container()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A container.
	 * @param id the listener's id
	 * @return the container, or {@code null} if there is none of that id
	 */
	public @Nullable JoltMessageListenerContainer getListenerContainer(String id) {
		return withLock(() -> {
			RegisteredContainer registered = this.containers.get(id);
			return (registered != null) ? registered.container() : null;
		});
	}

	/**
	 * The ids of all listeners.
	 * @return a copy, in the order of registration
	 */
	public Set<String> getListenerContainerIds() {
		return withLock(() -> Collections.unmodifiableSet(new LinkedHashSet<>(this.containers.keySet())));
	}

	/**
	 * All containers.
	 * @return a copy, in the order of registration
	 */
	public Collection<JoltMessageListenerContainer> getListenerContainers() {
		return withLock(() -> this.containers.values().stream().map((registered) -> registered.container()).toList());
	}

	/**
	 * Starts a listener.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public void start(String id) {
		required(id).start();
	}

	/**
	 * Stops a listener, and blocks until it has handled what is queued, at most the
	 * shutdown time-out.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public void stop(String id) {
		required(id).stop();
	}

	/**
	 * Whether a listener runs.
	 * @param id the listener's id
	 * @return {@code true} if it runs
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public boolean isRunning(String id) {
		return required(id).isRunning();
	}

	/**
	 * Pauses a listener: it stays subscribed, and its messages wait in its queue.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public void pause(String id) {
		required(id).pause();
	}

	/**
	 * Lets a listener go on that was paused.
	 * @param id the listener's id
	 * @throws IllegalArgumentException if there is none of that id
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

	@Override
	public int getPhase() {
		return JoltMessageListenerContainer.DEFAULT_PHASE;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Starts the listeners that are to start, and waits until the broker has answered
	 * their subscriptions, for at most the start-up time-out.
	 * @throws JoltException in mode {@link StartupMode#FAIL}, if the broker refuses one
	 * of them; the registry is then stopped again
	 */
	@Override
	public void start() {
		List<JoltMessageListenerContainer> started = new ArrayList<>();
		this.lock.lock();
		try {
			if (this.running) {
				return;
			}
			this.running = true;
			for (RegisteredContainer registered : this.containers.values()) {
				if (registered.startIfWanted()) {
					started.add(registered.container());
				}
			}
		}
		finally {
			this.lock.unlock();
		}
		try {
			new ListenerStartup(this::startupMode, this.startupTimeout).await(started);
		}
		catch (JoltException ex) {
			stop();
			throw ex;
		}
	}

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
		List<JoltMessageListenerContainer> toStop;
		this.lock.lock();
		try {
			if (this.running) {
				this.containers.values().forEach(RegisteredContainer::remember);
			}
			this.running = false;
			toStop = this.containers.values().stream().map((registered) -> registered.container()).toList();
		}
		finally {
			this.lock.unlock();
		}
		if (toStop.isEmpty()) {
			callback.run();
			return;
		}
		AtomicInteger running = new AtomicInteger(toStop.size());
		for (JoltMessageListenerContainer container : toStop) {
			container.stop(() -> {
				if (running.decrementAndGet() == 0) {
					callback.run();
				}
			});
		}
	}

	@Override
	public void destroy() {
		stop();
	}

	private <T extends @Nullable Object> T withLock(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
