package io.jolt.client.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Fails a test that leaves threads behind. Threads of the JDK's own pools do not count.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		context.getStore(NAMESPACE).put("before", new HashSet<>(Thread.getAllStackTraces().keySet()));
	}

	@Override
	@SuppressWarnings("unchecked")
	public void afterEach(ExtensionContext context) {
		Set<Thread> before = (Set<Thread>) Objects.requireNonNull(context.getStore(NAMESPACE).get("before"));
		// a thread that was told to end needs a moment
		await("threads to end").atMost(ScriptedBroker.PATIENCE)
			.pollInSameThread()
			.untilAsserted(() -> assertThat(leftOver(before)).isEmpty());
	}

	private static List<Thread> leftOver(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && !isPooled(thread))
			.toList();
	}

	private static boolean isPooled(Thread thread) {
		String name = thread.getName();
		return name.startsWith("ForkJoinPool") || name.startsWith("CompletableFutureDelayScheduler")
				|| name.equals("Common-Cleaner") || name.equals("process reaper") || name.startsWith("junit")
				|| thread.getThreadGroup() == null || isOfTheJdk(thread.getThreadGroup().getName());
	}

	private static boolean isOfTheJdk(String group) {
		return group.equals("system") || group.equals("InnocuousThreadGroup");
	}

}
