package io.jolt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jolt.benchmarks.client.ClientMain;
import io.jolt.benchmarks.server.JavaServer;
import io.jolt.benchmarks.server.Processes;
import io.jolt.benchmarks.server.RunningServer;
import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;

/**
 * One run: a fresh server, a fresh client JVM, and what that found out.
 *
 * @param installation where this program is
 * @param processes starts processes
 * @param warmUp how long nothing is measured
 * @param measured how long it is measured
 * @param clientJvmArguments of the client's JVM
 */
record Run(Installation installation, Processes processes, Duration warmUp, Duration measured,
		List<String> clientJvmArguments) {

	private static final Duration BESIDES = Duration.ofMinutes(2);

	private static final int SHOWN_LINES = 20;

	/**
	 * Runs.
	 * @param contestant who
	 * @param workload what
	 * @param folder an empty folder
	 * @return the figures
	 * @throws IOException if it failed; the message says why
	 * @throws InterruptedException if this thread is to end
	 */
	Map<Figure, Double> execute(Contestant contestant, Workload workload, Path folder)
			throws IOException, InterruptedException {
		try (RunningServer server = contestant.server().start(this.processes, folder)) {
			Path log = folder.resolve("client.log");
			List<String> command = command(contestant, workload, server);
			Process client = this.processes
				.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
			try {
				Duration limit = this.warmUp.plus(this.measured.multipliedBy(2)).plus(BESIDES);
				if (!client.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
					throw new IOException("The client did not end within " + limit.toSeconds() + " s\n" + tail(log));
				}
			}
			finally {
				this.processes.stop(client);
			}
			if (client.exitValue() != 0) {
				throw new IOException("The client ended with status " + client.exitValue() + "\n" + tail(log));
			}
			return figures(log);
		}
	}

	private List<String> command(Contestant contestant, Workload workload, RunningServer server) {
		List<String> command = new ArrayList<>();
		command.add(JavaServer.java());
		command.addAll(this.clientJvmArguments);
		command.addAll(List.of("-cp", this.installation.classPath(contestant.build()), ClientMain.class.getName()));
		command.addAll(List.of(contestant.client(), workload.id(), Integer.toString(server.port()),
				Long.toString(server.pid()), Long.toString(this.warmUp.toMillis()),
				Long.toString(this.measured.toMillis())));
		return command;
	}

	private static Map<Figure, Double> figures(Path log) throws IOException {
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		for (String line : Files.readAllLines(log)) {
			int equals = line.indexOf('=');
			if (line.startsWith(ClientMain.RESULT) && equals > 0) {
				figures.put(Figure.valueOf(line.substring(ClientMain.RESULT.length(), equals)),
						Double.valueOf(line.substring(equals + 1)));
			}
		}
		if (figures.isEmpty()) {
			throw new IOException("The client said nothing\n" + tail(log));
		}
		return figures;
	}

	private static String tail(Path log) throws IOException {
		List<String> lines = Files.readAllLines(log);
		return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
	}

}
