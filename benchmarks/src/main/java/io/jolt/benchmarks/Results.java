package io.jolt.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * The figures of all runs. Not safe for use by several threads.
 */
final class Results {

	private final Map<Workload, Map<String, List<Map<Figure, Double>>>> runs = new EnumMap<>(Workload.class);

	void add(Workload workload, String contestant, Map<Figure, Double> figures) {
		this.runs.computeIfAbsent(workload, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(contestant, (key) -> new ArrayList<>())
			.add(figures);
	}

	/**
	 * A table for each workload, and what two workloads say together.
	 * @param order of the contestants
	 * @return lines of text
	 */
	String report(List<String> order) {
		StringBuilder text = new StringBuilder();
		for (Workload workload : this.runs.keySet()) {
			text.append('\n').append(workload.id()).append(": ").append(workload.description()).append('\n');
			text.append(table(workload, order));
		}
		String comparisons = comparisons();
		return comparisons.isEmpty() ? text.toString() : text + "\nof one and the same client\n" + comparisons;
	}

	private TextTable table(Workload workload, List<String> order) {
		List<String> contestants = order.stream()
			.filter(this.runs.getOrDefault(workload, Map.of())::containsKey)
			.toList();
		List<Figure> figures = workload.kind().figures();
		TextTable table = new TextTable();
		table.row(Stream.concat(Stream.of("median (least–most)"), figures.stream().map(Figure::label)).toList());
		contestants.forEach((contestant) -> table
			.row(row(contestant, figures, (figure) -> format(spread(workload, contestant, figure), figure))));
		if (contestants.contains(Contestants.REFERENCE)) {
			contestants.stream()
				.filter((contestant) -> !contestant.equals(Contestants.REFERENCE))
				.forEach((contestant) -> table.row(row(Contestants.REFERENCE + " : " + contestant, figures,
						(figure) -> ratio(spread(workload, Contestants.REFERENCE, figure),
								spread(workload, contestant, figure)))));
		}
		return table;
	}

	private static List<String> row(String name, List<Figure> figures,
			java.util.function.Function<Figure, String> cell) {
		return Stream.concat(Stream.of(name), figures.stream().map(cell)).toList();
	}

	private static String format(@Nullable Spread spread, Figure figure) {
		return (spread != null) ? spread.format(figure.digits()) : "-";
	}

	private static String ratio(@Nullable Spread one, @Nullable Spread other) {
		if (one == null || other == null || other.median() == 0) {
			return "-";
		}
		return String.format(Locale.ROOT, "%.2f", one.median() / other.median());
	}

	private @Nullable Spread spread(Workload workload, String contestant, Figure figure) {
		List<Double> values = this.runs.getOrDefault(workload, Map.of())
			.getOrDefault(contestant, List.of())
			.stream()
			.map((figures) -> figures.getOrDefault(figure, Double.NaN))
			.filter((value) -> !value.isNaN())
			.toList();
		return values.isEmpty() ? null : Spread.of(values);
	}

	private String comparisons() {
		TextTable table = new TextTable();
		compare(table, Workload.TOPICS_10K, Figure.RATE, Workload.JSON_128, "10,000 topics : 1 topic");
		compare(table, Workload.CONNECTIONS_1K, Figure.RATE, Workload.CONNECTIONS_10,
				"1,000 connections : 10 connections");
		compare(table, Workload.GROUP_OF_4, Figure.RATE, Workload.JSON_128, "group of 4 : 1 subscriber");
		compare(table, Workload.GROUPS_10000, Figure.RATE, Workload.TOPICS_10K, "10,000 topics, groups : no groups");
		compare(table, Workload.GROUPS_10000, Figure.SERVER_HEAP, Workload.TOPICS_10K,
				"10,000 topics, server heap, groups : no groups");
		for (String contestant : this.runs.getOrDefault(Workload.WARM_UP, Map.of()).keySet()) {
			table.row(List.of("after 3 s : later, " + contestant,
					ratio(spread(Workload.WARM_UP, contestant, Figure.EARLY_RATE),
							spread(Workload.WARM_UP, contestant, Figure.RATE))));
		}
		return table.toString();
	}

	private void compare(TextTable table, Workload one, Figure figure, Workload other, String text) {
		for (String contestant : this.runs.getOrDefault(one, Map.of()).keySet()) {
			if (spread(other, contestant, figure) != null) {
				table.row(List.of(text + ", " + contestant,
						ratio(spread(one, contestant, figure), spread(other, contestant, figure))));
			}
		}
	}

}
