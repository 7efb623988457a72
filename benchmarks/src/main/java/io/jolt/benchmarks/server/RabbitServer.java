package io.jolt.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ with nothing of the machine's own RabbitMQ: its own folders, node name, and
 * Erlang port mapper, all on the loopback.
 */
public final class RabbitServer implements Server {

	private static final String PROGRAM = "rabbitmq-server";

	private static final Pattern FOLDER = Pattern.compile("rabbitmq_server-([\\d.]+\\d)");

	@Override
	public @Nullable String missing() {
		if (find(PROGRAM).isEmpty()) {
			return PROGRAM + " is not on the PATH";
		}
		return Programs.find("epmd").isPresent() ? null : "epmd, which comes with Erlang, is not on the PATH";
	}

	@Override
	public String version() {
		// its command line tools would leave a port mapper behind that listens everywhere
		return "RabbitMQ " + find(PROGRAM).map(Path::toString)
			.map(FOLDER::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.orElse("of unknown version");
	}

	/**
	 * Finds the program itself: Debian's is a script that runs it as another user.
	 * @param name the program
	 * @return where it is
	 */
	private static Optional<Path> find(String name) {
		return Programs.find(name).map((found) -> {
			try {
				Path sibling = found.toRealPath().resolveSibling(name);
				return Files.isExecutable(sibling) ? sibling.toRealPath() : found;
			}
			catch (IOException ex) {
				return found;
			}
		});
	}

	@Override
	public RunningServer start(Processes processes, Path folder) throws IOException, InterruptedException {
		int port = Programs.freePort();
		int mapperPort = Programs.freePort();
		ProcessBuilder command = new ProcessBuilder(find(PROGRAM).orElseThrow().toString());
		Path plugins = Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
		Path settings = Files.writeString(folder.resolve("rabbitmq.conf"), "loopback_users.guest = true\n");
		command.environment()
			.putAll(Map.of("HOME", folder.toString(), "RABBITMQ_NODENAME", "benchmark" + port + "@localhost",
					"RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1", "RABBITMQ_NODE_PORT", Integer.toString(port),
					"RABBITMQ_DIST_PORT", Integer.toString(Programs.freePort()), "ERL_EPMD_PORT",
					Integer.toString(mapperPort), "ERL_EPMD_ADDRESS", "127.0.0.1",
					"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
		command.environment()
			.putAll(Map.of("RABBITMQ_BASE", folder.toString(), "RABBITMQ_MNESIA_BASE",
					folder.resolve("mnesia").toString(), "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
					"RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(), "RABBITMQ_CONFIG_FILE", settings.toString(),
					"RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("generated").toString(), "RABBITMQ_CONF_ENV_FILE",
					folder.resolve("none").toString(), "RABBITMQ_PID_FILE", folder.resolve("pid").toString()));
		Process mapper = processes.start(new ProcessBuilder(Programs.find("epmd").orElseThrow().toString(), "-port",
				Integer.toString(mapperPort), "-address", "127.0.0.1")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("epmd.log").toFile()));
		return RunningServer.start(processes, command, folder, port, mapper);
	}

}
