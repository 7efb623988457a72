package io.jolt.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.jolt.benchmarks.server.Processes;
import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line.
 */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, sortOptions = false, subcommands = CodecCommand.class,
		usageHelpAutoWidth = true, description = "Measures Jolt beside its peers. See docs/performance.md.")
public final class BenchmarksMain implements Callable<Integer> {

	@Option(names = "--workloads", split = ",", paramLabel = "<name>", description = "What to measure; all by default.")
	private List<String> workloads = Stream.of(Workload.values()).map(Workload::id).toList();

	@Option(names = "--peers", split = ",", paramLabel = "<name>",
			description = "Whom to measure: jolt, nats, redis, rabbit, relay, by default all that are found; or "
					+ "nats-bytes, which makes no strings.")
	private List<String> peers = Contestants.PEERS;

	@Option(names = "--rounds", description = "How often; ${DEFAULT-VALUE} by default.")
	private int rounds = 5;

	@Option(names = "--warmup", paramLabel = "<seconds>",
			description = "How long nothing is measured; ${DEFAULT-VALUE} by default.")
	private double warmUpSeconds = 8;

	@Option(names = "--seconds", description = "How long it is measured; ${DEFAULT-VALUE} by default.")
	private double seconds = 5;

	@Option(names = "--jolt", paramLabel = "<folder>",
			description = "The checkout whose build is measured; by default the one that this was built in.")
	private @Nullable Path jolt;

	@Option(names = "--baseline", paramLabel = "<folder>",
			description = "Another checkout, built with 'mvn package -DskipTests', to compare with.")
	private @Nullable Path baseline;

	@Option(names = "--csv", paramLabel = "<file>", description = "Where to write each run's figures.")
	private @Nullable Path csv;

	@Option(names = "--client-jvm-args", split = " ", paramLabel = "<args>",
			description = "Arguments of the clients' JVMs, for example for a profiler.")
	private List<String> clientJvmArguments = List.of();

	@Option(names = "--broker-jvm-args", split = " ", paramLabel = "<args>",
			description = "Arguments of the Jolt brokers' JVMs.")
	private List<String> brokerJvmArguments = List.of();

	private BenchmarksMain() {
	}

	/**
	 * Runs, and ends the JVM.
	 * @param args see {@code --help}
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new BenchmarksMain()).execute(args));
	}

	@Override
	public Integer call() throws Exception {
		Installation installation = Installation.find();
		JoltBuild build = new JoltBuild((this.jolt != null) ? this.jolt : installation.checkout());
		JoltBuild compared = (this.baseline != null) ? new JoltBuild(this.baseline) : null;
		List<Contestant> contestants = Contestants.of(this.peers, build, compared, installation,
				this.brokerJvmArguments);
		try (Processes processes = new Processes(); CsvFile csvFile = CsvFile.open(this.csv)) {
			Run run = new Run(installation, processes, duration(this.warmUpSeconds), duration(this.seconds),
					this.clientJvmArguments);
			Harness harness = new Harness(run, csvFile, System.out);
			harness.introduce(contestants);
			return harness.run(contestants, this.workloads.stream().map(Workload::of).toList(), this.rounds) ? 0 : 1;
		}
	}

	private static Duration duration(double seconds) {
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

}
