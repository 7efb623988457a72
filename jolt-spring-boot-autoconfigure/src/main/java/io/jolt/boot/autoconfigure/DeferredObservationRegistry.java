package io.jolt.boot.autoconfigure;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the application's registry, which must not be created together with
 * templates: handlers, predicates, customizers and meter registries that publish are
 * created with the registry. It is a no-op until the application's beans are
 * instantiated. It is one, too, on the thread on which OpenTelemetry exports spans in
 * batches: reporters, filters and predicates of spans run there before the exporters, and
 * each span of what they publish would cause the next. Safe for use by several threads.
 */
final class DeferredObservationRegistry implements ObservationRegistry {

	// as OpenTelemetry names the thread, which does nothing else
	private static final String EXPORTING_THREAD = "BatchSpanProcessor_WorkerThread";

	private final Supplier<ObservationRegistry> source;

	private volatile boolean available;

	private volatile @Nullable ObservationRegistry found;

	/**
	 * Creates the stand-in.
	 * @param source finds or creates the registry
	 */
	DeferredObservationRegistry(Supplier<ObservationRegistry> source) {
		this.source = source;
	}

	/**
	 * From now on, the first use creates the registry.
	 */
	void available() {
		this.available = true;
	}

	private ObservationRegistry registry() {
		ObservationRegistry registry = this.found;
		if (registry == null && this.available) {
			registry = this.source.get();
			this.found = registry;
		}
		return (registry != null) ? registry : NOOP;
	}

	@Override
	public boolean isNoop() {
		return registry().isNoop() || Thread.currentThread().getName().startsWith(EXPORTING_THREAD);
	}

	@Override
	public @Nullable Observation getCurrentObservation() {
		return registry().getCurrentObservation();
	}

	@Override
	public Observation.@Nullable Scope getCurrentObservationScope() {
		return registry().getCurrentObservationScope();
	}

	@Override
	public void setCurrentObservationScope(Observation.@Nullable Scope current) {
		registry().setCurrentObservationScope(current);
	}

	@Override
	public ObservationConfig observationConfig() {
		return registry().observationConfig();
	}

}
