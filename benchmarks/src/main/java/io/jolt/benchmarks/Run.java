package io.jolt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.jolt.benchmarks.client.AnswererMain;
import io.jolt.benchmarks.client.ClientMain;
import io.jolt.benchmarks.server.JavaServer;
import io.jolt.benchmarks.server.Processes;
import io.jolt.benchmarks.server.RunningServer;
import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;

/**
 * One run: a fresh server, a fresh client JVM, another that answers if there are
 * requests, and what that found out.
 *
 * @param installation where this program is
 * @param processes starts processes
 * @param warmUp how long nothing is measured
 * @param measured how long it is measured
 * @param clientJvmArguments of the client's JVM
 */
record Run(Installation installation, Processes processes, Duration warmUp, Duration measured,
		List<String> clientJvmArguments) {

	private static final Duration START = Duration.ofMinutes(1);

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
			if (!workload.kind().isExchange()) {
				return run(contestant, workload, server, 0, folder);
			}
			List<String> command = command(contestant, workload, AnswererMain.class, server.port());
			try (ClientProcess answerer = ClientProcess.start(this.processes, command,
					folder.resolve("answerer.log"))) {
				answerer.awaitReady(AnswererMain.READY, START);
				try {
					return run(contestant, workload, server, answerer.pid(), folder);
				}
				catch (IOException ex) {
					throw new IOException(ex.getMessage() + "\nThe client that answers:\n" + answerer.tail(), ex);
				}
			}
		}
	}

	private Map<Figure, Double> run(Contestant contestant, Workload workload, RunningServer server, long answererPid,
			Path folder) throws IOException, InterruptedException {
		List<String> command = command(contestant, workload, ClientMain.class, server.port(), server.pid(), answererPid,
				this.warmUp.toMillis(), this.measured.toMillis());
		try (ClientProcess client = ClientProcess.start(this.processes, command, folder.resolve("client.log"))) {
			client.awaitEnd(this.warmUp.plus(this.measured.multipliedBy(2)).plus(workload.besides()));
			return figures(client);
		}
	}

	private List<String> command(Contestant contestant, Workload workload, Class<?> main, long... arguments) {
		List<String> command = new ArrayList<>();
		command.add(JavaServer.java());
		command.addAll(workload.jvmArguments());
		command.addAll(this.clientJvmArguments);
		command.addAll(List.of("-cp", this.installation.classPath(contestant.build()), main.getName()));
		command.addAll(List.of(contestant.client(), workload.id()));
		LongStream.of(arguments).mapToObj(Long::toString).forEach(command::add);
		return command;
	}

	private static Map<Figure, Double> figures(ClientProcess client) throws IOException {
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		for (String line : client.lines()) {
			int equals = line.indexOf('=');
			if (line.startsWith(ClientMain.RESULT) && equals > 0) {
				figures.put(Figure.valueOf(line.substring(ClientMain.RESULT.length(), equals)),
						Double.valueOf(line.substring(equals + 1)));
			}
		}
		if (figures.isEmpty()) {
			throw new IOException("The client said nothing\n" + client.tail());
		}
		return figures;
	}

}
