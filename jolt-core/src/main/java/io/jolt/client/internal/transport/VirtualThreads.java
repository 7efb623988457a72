package io.jolt.client.internal.transport;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes virtual threads from others. Interrupting one that reads from or writes
 * to a socket closes that socket, which must not happen to a connection that others use,
 * too.
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
	 * Runs a task on a new platform thread and waits for its end, even if the calling
	 * thread is interrupted.
	 * @param task what to run
	 * @throws IOException what the task throws; wraps its unchecked exceptions and errors
	 */
	static void runElsewhere(IoTask task) throws IOException {
		CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
		Thread thread = new Thread(null, () -> end.complete(failure(task)), "jolt-write-for-virtual-thread", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		thread.start();
		// an interruption does not end this wait, and is left to the caller
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
	 * Something that may fail with an I/O error.
	 */
	@FunctionalInterface
	interface IoTask {

		/**
		 * Runs it.
		 * @throws IOException if it fails
		 */
		void run() throws IOException;

	}

}
