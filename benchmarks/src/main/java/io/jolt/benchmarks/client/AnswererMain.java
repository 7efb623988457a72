package io.jolt.benchmarks.client;

import io.jolt.benchmarks.workload.Workload;
import org.slf4j.LoggerFactory;

/**
 * The client that answers, in a JVM of its own, until its standard input ends, as it does
 * with the harness.
 */
public final class AnswererMain {

	/**
	 * The line that it prints when it answers.
	 */
	public static final String READY = "READY";

	private AnswererMain() {
	}

	/**
	 * Answers.
	 * @param args the client, the workload, and the server's port
	 */
	public static void main(String[] args) {
		int status = 1;
		try (Exchange exchange = ExchangeRuns.open(args[0], Workload.of(args[1]), Integer.parseInt(args[2]))) {
			exchange.answer();
			System.out.println(READY);
			while (System.in.read() >= 0) {
				// nothing is said
			}
			status = 0;
		}
		catch (Throwable ex) {
			LoggerFactory.getLogger(AnswererMain.class).error("Cannot answer", ex);
		}
		System.exit(status);
	}

}
