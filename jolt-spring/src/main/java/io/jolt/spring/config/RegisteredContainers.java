package io.jolt.spring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

/**
 * The registry's containers by id, under one lock. Safe for use by several threads.
 */
final class RegisteredContainers {

	private final ReentrantLock lock = new ReentrantLock();

	// guarded by lock; in the order of registration
	private final Map<String, RegisteredContainer> containers = new LinkedHashMap<>();

	// guarded by lock
	private final List<ContainerRegistrationListener> listeners = new ArrayList<>();

	/**
	 * Creates and adds a container.
	 * @param endpoint its endpoint
	 * @param factory the factory of its container
	 * @param check called under the lock before the container is added; throws to reject
	 * it
	 * @param whenAdded called under the lock
	 * @return the container
	 * @throws DuplicateJoltListenerIdException if the id is already in use
	 */
	JoltMessageListenerContainer add(JoltListenerEndpoint endpoint, JoltListenerContainerFactory<?> factory,
			Consumer<JoltMessageListenerContainer> check, Consumer<RegisteredContainer> whenAdded) {
		return withLock((all) -> {
			RegisteredContainer present = this.containers.get(endpoint.getId());
			if (present != null) {
				throw new DuplicateJoltListenerIdException(endpoint.getId(), present.endpoint().toString(),
						endpoint.toString());
			}
			RegisteredContainer added = new RegisteredContainer(endpoint, factory.createListenerContainer(endpoint));
			check.accept(added.container());
			this.containers.put(endpoint.getId(), added);
			this.listeners.forEach((listener) -> listener.registered(added.container()));
			whenAdded.accept(added);
			return added.container();
		});
	}

	@Nullable JoltMessageListenerContainer remove(String id) {
		return withLock((all) -> {
			RegisteredContainer removed = this.containers.remove(id);
			if (removed == null) {
				return null;
			}
			this.listeners.forEach((listener) -> listener.unregistered(removed.container()));
			return removed.container();
		});
	}

	void addListener(ContainerRegistrationListener listener) {
		withLock((all) -> {
			all.forEach((registered) -> listener.registered(registered.container()));
			return this.listeners.add(listener);
		});
	}

	@Nullable JoltMessageListenerContainer get(String id) {
		return withLock((all) -> {
			RegisteredContainer registered = this.containers.get(id);
			return (registered != null) ? registered.container() : null;
		});
	}

	Set<String> ids() {
		return withLock((all) -> Collections.unmodifiableSet(new LinkedHashSet<>(this.containers.keySet())));
	}

	List<JoltMessageListenerContainer> all() {
		return withLock((all) -> all.stream().map((registered) -> registered.container()).toList());
	}

	/**
	 * Runs an action during which no container is added or removed.
	 * @param <T> the type of result
	 * @param action receives all containers, in the order of registration
	 * @return its result
	 */
	<T extends @Nullable Object> T withLock(Function<Collection<RegisteredContainer>, T> action) {
		this.lock.lock();
		try {
			return action.apply(this.containers.values());
		}
		finally {
			this.lock.unlock();
		}
	}

}
