package io.jolt.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Servers that are one program with a few arguments.
 */
public final class InstalledServers {

	private InstalledServers() {
	}

	/**
	 * NATS.
	 * @return the server
	 */
	public static Server nats() {
		return new Program("nats-server", "NATS",
				(port, folder) -> List.of("-a", "127.0.0.1", "-p", Integer.toString(port)));
	}

	/**
	 * Redis, which keeps nothing on disk.
	 * @return the server
	 */
	public static Server redis() {
		return new Program("redis-server", "Redis", (port, folder) -> List.of("--bind", "127.0.0.1", "--port",
				Integer.toString(port), "--save", "", "--appendonly", "no", "--dir", folder.toString()));
	}

	private record Program(String program, String name,
			BiFunction<Integer, Path, List<String>> arguments) implements Server {

		@Override
		public @Nullable String missing() {
			return Programs.find(this.program).isPresent() ? null : this.program + " is not on the PATH";
		}

		@Override
		public String version() {
			return this.name + " " + Programs.version(new ProcessBuilder(path(), "--version"));
		}

		@Override
		public RunningServer start(Processes processes, Path folder) throws IOException, InterruptedException {
			int port = Programs.freePort();
			List<String> command = new ArrayList<>();
			command.add(path());
			command.addAll(this.arguments.apply(port, folder));
			return RunningServer.start(processes, new ProcessBuilder(command), folder, port);
		}

		private String path() {
			return Programs.find(this.program).orElseThrow().toString();
		}

	}

}
