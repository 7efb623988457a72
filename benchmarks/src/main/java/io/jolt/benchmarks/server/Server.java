package io.jolt.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A kind of server, which may be started as often as needed.
 */
public interface Server {

	/**
	 * Whether it can be started on this machine.
	 * @return {@code null} if so, or what is missing
	 */
	@org.jspecify.annotations.Nullable
	String missing();

	/**
	 * Which one it is.
	 * @return its name and version
	 */
	String version();

	/**
	 * Starts one on a free port of the loopback, and waits until it answers there.
	 * @param processes starts its process
	 * @param folder an empty folder for its files
	 * @return the server
	 * @throws IOException if it does not start
	 * @throws InterruptedException if this thread is to end
	 */
	RunningServer start(Processes processes, Path folder) throws IOException, InterruptedException;

}
