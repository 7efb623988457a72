package io.jolt.broker.internal.security;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords on threads of its own, few and with a bounded queue. Safe
 * for use by several threads.
 */
public final class Authenticator implements AutoCloseable {

	private static final int MAX_WAITING = 512;

	private final Map<String, User> users = new HashMap<>();

	private final SuccessMemory memory = new SuccessMemory();

	// checked for unknown users, so that they take as long as known ones
	private final PasswordHash dummy;

	private final ThreadPoolExecutor executor;

	/**
	 * Makes an authenticator.
	 * @param users those who may come in
	 * @param threadName what the names of its threads begin with
	 */
	public Authenticator(Collection<User> users, String threadName) {
		int iterations = 1;
		for (User user : users) {
			this.users.put(user.name(), user);
			PasswordHash hash = user.passwordHash();
			iterations = Math.max(iterations, (hash != null) ? hash.iterations() : 1);
		}
		this.dummy = PasswordHash.unmatchable(iterations);
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(MAX_WAITING), (task) -> {
					Thread thread = new Thread(task, threadName + "-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Checks a password, later and on another thread.
	 * @param name the user's name
	 * @param password the password
	 * @param result gets the user, or null where name or password are wrong; called on a
	 * thread of this authenticator
	 * @return false where too many checks are waiting; the result is then never called
	 */
	public boolean check(String name, String password, Consumer<@Nullable User> result) {
		try {
			this.executor.execute(() -> result.accept(check(name, password)));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private @Nullable User check(String name, String password) {
		User user = this.users.get(name);
		PasswordHash hash = (user != null) ? user.passwordHash() : null;
		if (user == null || hash == null) {
			this.dummy.matches(password);
			return null;
		}
		if (this.memory.remembers(user, password)) {
			return user;
		}
		if (!hash.matches(password)) {
			return null;
		}
		this.memory.remember(user, password);
		return user;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
