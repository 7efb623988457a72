package io.jolt.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;

/**
 * Runs everything in turns: in each round every workload, and of each workload every
 * contestant, in another order each round, so that what changes on the machine meanwhile
 * changes it for all.
 */
final class Harness {

	private final Run run;

	private final CsvFile csv;

	private final PrintStream out;

	private final Results results = new Results();

	private int failures;

	Harness(Run run, CsvFile csv, PrintStream out) {
		this.run = run;
		this.csv = csv;
		this.out = out;
	}

	/**
	 * Says who takes part, and on what.
	 * @param contestants all of them
	 */
	void introduce(List<Contestant> contestants) {
		this.out.printf("JDK %s (%s), %s %s, %d processors%n", System.getProperty("java.version"),
				System.getProperty("java.vendor"), System.getProperty("os.name"), System.getProperty("os.version"),
				Runtime.getRuntime().availableProcessors());
		this.out.println("clients: " + this.run.installation().clientVersions());
		for (Contestant contestant : contestants) {
			String missing = contestant.server().missing();
			this.out.println(contestant.name() + ": "
					+ ((missing != null) ? "left out, " + missing : contestant.server().version()));
		}
		this.out.println();
	}

	/**
	 * Runs, and prints the tables.
	 * @param contestants who
	 * @param workloads what
	 * @param rounds how often
	 * @return whether no run failed
	 * @throws IOException if files cannot be written
	 * @throws InterruptedException if this thread is to end
	 */
	boolean run(List<Contestant> contestants, List<Workload> workloads, int rounds)
			throws IOException, InterruptedException {
		List<Contestant> present = contestants.stream()
			.filter((contestant) -> contestant.server().missing() == null)
			.toList();
		for (int round = 1; round <= rounds; round++) {
			List<Contestant> order = new ArrayList<>(present);
			Collections.rotate(order, 1 - round);
			for (Workload workload : workloads) {
				for (Contestant contestant : order) {
					if (contestant.takesPartIn(workload) && !this.run.processes().isClosed()) {
						run(contestant, workload, round, rounds);
					}
				}
			}
		}
		this.out.print(this.results.report(present.stream().map(Contestant::name).toList()));
		if (this.failures > 0) {
			this.out.printf("%n%d runs failed and are not counted%n", this.failures);
		}
		return this.failures == 0;
	}

	private void run(Contestant contestant, Workload workload, int round, int rounds)
			throws IOException, InterruptedException {
		this.out.printf("round %d of %d, %s, %s: ", round, rounds, workload.id(), contestant.name());
		this.out.flush();
		Path folder = this.run.processes().newFolder();
		try {
			Map<Figure, Double> figures = this.run.execute(contestant, workload, folder);
			this.out.println(text(workload, figures));
			this.results.add(workload, contestant.name(), figures);
			this.csv.write(workload, contestant, round, figures);
		}
		catch (IOException ex) {
			this.failures++;
			this.out.println("FAILED: " + ex.getMessage());
		}
		finally {
			this.run.processes().delete(folder);
		}
	}

	private static String text(Workload workload, Map<Figure, Double> figures) {
		return workload.kind()
			.figures()
			.stream()
			.filter(figures::containsKey)
			.map((figure) -> String.format(Locale.ROOT, "%,." + figure.digits() + "f %s", figures.get(figure),
					figure.label()))
			.collect(Collectors.joining(", "));
	}

}
