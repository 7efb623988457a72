package io.jolt.benchmarks.client;

import io.jolt.benchmarks.workload.Workload;

/**
 * Runs what a second client answers. Loaded only then, as it needs API that older builds
 * of Jolt do not have.
 */
final class ExchangeRuns {

	private ExchangeRuns() {
	}

	static Exchange open(String client, Workload workload, int port) {
		Traffic traffic = Traffic.of(workload);
		return switch (client) {
			case "jolt" -> new JoltExchange(workload, traffic, port);
			case "nats" -> new NatsExchange(traffic, port, true);
			case "nats-bytes" -> new NatsExchange(traffic, port, false);
			default -> throw new IllegalArgumentException(client + " does not answer requests here");
		};
	}

	static Figures run(Settings settings, Meters meters) throws Exception {
		try (Exchange exchange = open(settings.client(), settings.workload(), settings.port())) {
			return switch (settings.workload().kind()) {
				case CALL -> ((JoltExchange) exchange).calls(settings.warmUp()).run(settings.measured(), meters);
				case CALL_SLOW -> ((JoltExchange) exchange).calls(settings.warmUp()).runSlowly();
				default -> requests(exchange.openAsker(), settings, meters);
			};
		}
	}

	private static <R> Figures requests(Asker<R> asker, Settings settings, Meters meters) {
		Workload workload = settings.workload();
		RequestRun<R> run = new RequestRun<>(asker, workload.payload().variants(), workload.window());
		run.ask(settings.warmUp(), false);
		Snapshot from = meters.look(run::answered);
		run.ask(settings.measured(), true);
		Figures figures = new Figures().put(from, meters.look(run::answered)).put(run.latencies());
		run.finish();
		return figures;
	}

}
