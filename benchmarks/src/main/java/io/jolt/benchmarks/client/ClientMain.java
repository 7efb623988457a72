package io.jolt.benchmarks.client;

import java.time.Duration;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;
import org.slf4j.LoggerFactory;

/**
 * One run in a JVM of its own: publisher and subscriber of one contestant. It ends with
 * status 0 after a line {@code RESULT FIGURE=VALUE} on standard output for each figure,
 * and else with another.
 */
public final class ClientMain {

	/**
	 * How a line with a figure begins.
	 */
	public static final String RESULT = "RESULT ";

	private static final Duration EARLY = Duration.ofSeconds(3);

	private final Settings settings;

	private final Traffic traffic;

	private final Meters meters;

	private ClientMain(Settings settings) {
		this.settings = settings;
		this.traffic = Traffic.of(settings.workload());
		this.meters = new Meters(settings);
	}

	/**
	 * Runs.
	 * @param args see {@code Settings}
	 */
	public static void main(String[] args) {
		int status = 1;
		try {
			new ClientMain(Settings.parse(args)).run()
				.values()
				.forEach((figure, value) -> System.out.println(RESULT + figure + "=" + value));
			status = 0;
		}
		catch (Throwable ex) {
			LoggerFactory.getLogger(ClientMain.class).error("The run failed", ex);
		}
		// some clients leave threads behind
		System.exit(status);
	}

	private Figures run() throws Exception {
		Workload workload = this.settings.workload();
		if (workload.kind().isExchange()) {
			return ExchangeRuns.run(this.settings, this.meters);
		}
		try (Transport transport = Transports.open(this.settings.client(), workload, this.traffic,
				this.settings.port())) {
			return switch (workload.kind()) {
				case PIPELINED -> pipelined(transport);
				case TOPICS -> topics(transport);
				case WARM_UP -> warmUp(transport);
				case ONE_AT_A_TIME -> oneAtATime(transport);
				case PACED -> paced(transport);
				case IDLE -> new IdleRun(workload, this.traffic, transport, this.meters.processes()).run();
				default -> throw new IllegalStateException(workload + " needs a client that answers");
			};
		}
	}

	private Figures pipelined(Transport transport) throws Exception {
		PipelinedRun run = new PipelinedRun(this.settings.workload(), this.traffic, transport);
		run.open();
		run.publish(this.settings.warmUp());
		Figures figures = measured(run);
		run.finish();
		return figures;
	}

	private Figures topics(Transport transport) throws Exception {
		// while all is subscribed, and nothing under way
		return pipelined(transport).put(Figure.SERVER_HEAP, this.meters.processes().serverHeapBytes() / 1024 / 1024);
	}

	private Figures warmUp(Transport transport) throws Exception {
		PipelinedRun run = new PipelinedRun(this.settings.workload(), this.traffic, transport);
		run.open();
		run.publish(EARLY);
		double early = measured(run).values().getOrDefault(Figure.RATE, Double.NaN);
		run.publish(this.settings.warmUp());
		Figures figures = measured(run).put(Figure.EARLY_RATE, early);
		run.finish();
		return figures;
	}

	private Figures measured(PipelinedRun run) throws Exception {
		Snapshot from = this.meters.look(run::received);
		run.publish(this.settings.measured());
		return new Figures().put(from, this.meters.look(run::received));
	}

	private Figures oneAtATime(Transport transport) throws Exception {
		OneAtATimeRun run = new OneAtATimeRun(this.traffic);
		transport.subscribe(run.arrivals());
		Sender sender = transport.openSender();
		run.publish(sender, this.settings.warmUp(), false);
		Snapshot from = this.meters.look(run::received);
		run.publish(sender, this.settings.measured(), true);
		return new Figures().put(from, this.meters.look(run::received)).put(run.latencies());
	}

	private Figures paced(Transport transport) throws Exception {
		PacedRun run = new PacedRun(this.traffic);
		transport.subscribe(run.arrivals());
		Sender sender = transport.openSender();
		Snapshot from = run.publish(sender, this.settings.warmUp(), this.settings.measured(),
				() -> this.meters.look(run.arrivals()::count));
		return new Figures().put(from, this.meters.look(run.arrivals()::count)).put(run.latencies());
	}

}
