package io.jolt.client.internal.transport;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Tells virtual threads from others. To interrupt one that reads from a socket or writes
 * to it closes that socket, which it must not do to a connection that others use, too.
 */
public final class VirtualThreads {

	// null before Java 21, which has none
	private static final @Nullable MethodHandle IS_VIRTUAL = find();

	private VirtualThreads() {
	}

	private static @Nullable MethodHandle find() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

	/**
	 * Whether the calling thread is a virtual one.
	 * @return {@code false} on every platform thread
	 */
	public static boolean isCurrent() {
		if (IS_VIRTUAL == null) {
			return false;
		}
		try {
			return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Thread.isVirtual throws nothing", ex);
		}
	}

	/**
	 * Runs a task on a platform thread of its own and waits for its end, whether the
	 * calling thread is interrupted or not.
	 * @param task what to run
	 * @throws IOException what it throws; an unchecked exception or an error of its is
	 * the cause of one
	 */
	static void runElsewhere(IoTask task) throws IOException {
		CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
		Thread thread = new Thread(null, () -> end.complete(failure(task)), "jolt-write-for-virtual-thread", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		thread.start();
		// which an interruption does not end, and which leaves it to the caller
		Throwable failure = end.join();
		if (failure instanceof IOException failed) {
			throw failed;
		}
		if (failure != null) {
			throw new IOException("The write failed: " + failure, failure);
		}
	}

	private static @Nullable Throwable failure(IoTask task) {
		try {
			task.run();
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	/**
	 * Something that may fail as input and output do.
	 */
	@FunctionalInterface
	interface IoTask {

		/**
		 * Does it.
		 * @throws IOException if it fails
		 */
		void run() throws IOException;

	}

}
