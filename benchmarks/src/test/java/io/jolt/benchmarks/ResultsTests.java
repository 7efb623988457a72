package io.jolt.benchmarks;

import java.util.List;
import java.util.Map;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Results}.
 */
class ResultsTests {

	private final Results results = new Results();

	@Test
	void showsMediansAndTheirRatios() {
		this.results.add(Workload.JSON_128, "Jolt", Map.of(Figure.RATE, 100.0));
		this.results.add(Workload.JSON_128, "Jolt", Map.of(Figure.RATE, 300.0));
		this.results.add(Workload.JSON_128, "Jolt", Map.of(Figure.RATE, 200.0));
		this.results.add(Workload.JSON_128, "NATS", Map.of(Figure.RATE, 80.0));
		assertThat(this.results.report(List.of("NATS", "Jolt", "Redis"))).containsPattern("Jolt +200 \\(100–300\\)")
			.containsPattern("NATS +80 ")
			.containsPattern("Jolt : NATS +2\\.50 ")
			.doesNotContain("Redis");
	}

	@Test
	void comparesTwoWorkloadsOfOneContestant() {
		this.results.add(Workload.CONNECTIONS_10, "NATS", Map.of(Figure.RATE, 200.0));
		this.results.add(Workload.CONNECTIONS_1K, "NATS", Map.of(Figure.RATE, 150.0));
		this.results.add(Workload.JSON_128, "Jolt", Map.of(Figure.RATE, 200.0));
		this.results.add(Workload.GROUP_OF_4, "Jolt", Map.of(Figure.RATE, 160.0));
		assertThat(this.results.report(List.of("NATS")))
			.containsPattern("1,000 connections : 10 connections, NATS +0\\.75")
			.containsPattern("group of 4 : 1 subscriber, Jolt +0\\.80");
	}

}
