package io.jolt.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jolt.benchmarks.relay.RelayServer;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs on this JDK.
 */
public final class JavaServer implements Server {

	private final String version;

	private final List<String> jvmArguments;

	private final List<String> beforePort;

	private JavaServer(String version, List<String> jvmArguments, List<String> beforePort) {
		this.version = version;
		this.jvmArguments = jvmArguments;
		this.beforePort = beforePort;
	}

	/**
	 * A Jolt broker with its defaults.
	 * @param version which one
	 * @param jar the runnable jar
	 * @param jvmArguments of its JVM
	 * @return the server
	 */
	public static Server jolt(String version, Path jar, List<String> jvmArguments) {
		return new JavaServer(version, jvmArguments, List.of("-jar", jar.toString(), "-port"));
	}

	/**
	 * The relay.
	 * @param jar this program
	 * @return the server
	 */
	public static Server relay(Path jar) {
		return new JavaServer("a relay", List.of(), List.of("-cp", jar.toString(), RelayServer.class.getName()));
	}

	/**
	 * The {@code java} that runs this.
	 * @return its path
	 */
	public static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	@Override
	public @Nullable String missing() {
		return null;
	}

	@Override
	public String version() {
		return this.version;
	}

	@Override
	public RunningServer start(Processes processes, Path folder) throws IOException, InterruptedException {
		int port = Programs.freePort();
		List<String> command = new ArrayList<>();
		command.add(java());
		command.addAll(this.jvmArguments);
		command.addAll(this.beforePort);
		command.add(Integer.toString(port));
		return RunningServer.start(processes, new ProcessBuilder(command).directory(folder.toFile()), folder, port);
	}

}
