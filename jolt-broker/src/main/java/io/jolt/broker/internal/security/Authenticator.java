package io.jolt.broker.internal.security;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords on a few threads of its own, with a bounded queue that no
 * client can monopolize. Safe for use by several threads.
 */
public final class Authenticator implements AutoCloseable {

	// not the name of a user: those have no name like it
	private static final String UNKNOWN = "";

	private final Map<String, User> users = new HashMap<>();

	private final SuccessMemory memory = new SuccessMemory();

	// checked for unknown users, so that they take as long as known ones
	private final PasswordHash dummy;

	private final WaitingChecks<Check> waiting;

	// its queue holds at most as many tasks as checks wait
	private final ThreadPoolExecutor executor;

	/**
	 * Makes an authenticator.
	 * @param users those who may come in
	 * @param maxWaiting how many checks may wait
	 * @param threadName what the names of its threads begin with
	 */
	public Authenticator(Collection<User> users, int maxWaiting, String threadName) {
		int iterations = 1;
		for (User user : users) {
			this.users.put(user.name(), user);
			PasswordHash hash = user.passwordHash();
			iterations = Math.max(iterations, (hash != null) ? hash.iterations() : 1);
		}
		this.dummy = PasswordHash.unmatchable(iterations);
		this.waiting = new WaitingChecks<>(maxWaiting);
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, threadName + "-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * The user, where this password was found right before. Fast.
	 * @param name the user's name
	 * @param password the password
	 * @return the user, or null if it has to be checked
	 */
	public @Nullable User remembered(String name, String password) {
		User user = this.users.get(name);
		return (user != null && this.memory.remembers(user, password)) ? user : null;
	}

	/**
	 * Checks a password, later and on another thread.
	 * @param name the user's name
	 * @param password the password
	 * @param address where it came from
	 * @param listener is told the result
	 */
	public void check(String name, String password, InetAddress address, Listener listener) {
		// made-up names compete only with each other
		String user = this.users.containsKey(name) ? name : UNKNOWN;
		Check givenUp = this.waiting.add(PeerAddress.of(address), user, new Check(name, password, listener));
		if (givenUp != null) {
			// its task finds this check
			givenUp.listener.givenUp();
		}
		else {
			try {
				this.executor.execute(this::checkNext);
			}
			catch (RejectedExecutionException ex) {
				// the broker stops
			}
		}
	}

	private void checkNext() {
		Check next = this.waiting.poll();
		// some do not wait for the answer, so that much is hashed at little cost to them
		if (next != null && next.listener.isWanted()) {
			next.listener.checked(check(next.name, next.password));
		}
	}

	private @Nullable User check(String name, String password) {
		User user = this.users.get(name);
		PasswordHash hash = (user != null) ? user.passwordHash() : null;
		if (user == null || hash == null) {
			this.dummy.matches(password);
			return null;
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

	/**
	 * What becomes of a check. Called on a thread of the authenticator, but for
	 * {@link #givenUp}.
	 */
	public interface Listener {

		/**
		 * Whether the result is still awaited.
		 * @return whether to check at all
		 */
		boolean isWanted();

		/**
		 * It was checked.
		 * @param user the user, or null if name or password are wrong
		 */
		void checked(@Nullable User user);

		/**
		 * It was not checked, because too many wait. Called on any thread.
		 */
		void givenUp();

	}

	/**
	 * One check that waits. Not a record and not printable, because it holds a password.
	 */
	private static final class Check {

		private final String name;

		private final String password;

		private final Listener listener;

		Check(String name, String password, Listener listener) {
			this.name = name;
			this.password = password;
			this.listener = listener;
		}

	}

}
