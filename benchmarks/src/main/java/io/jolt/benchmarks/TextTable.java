package io.jolt.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines up columns: the first to the left, the others to the right. Not safe for use by
 * several threads.
 */
final class TextTable {

	private final List<List<String>> rows = new ArrayList<>();

	void row(List<String> cells) {
		this.rows.add(List.copyOf(cells));
	}

	@Override
	public String toString() {
		int[] widths = new int[this.rows.stream().mapToInt(List::size).max().orElse(0)];
		for (List<String> row : this.rows) {
			for (int i = 0; i < row.size(); i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		}
		StringBuilder text = new StringBuilder();
		for (List<String> row : this.rows) {
			for (int i = 0; i < row.size(); i++) {
				String padding = " ".repeat(widths[i] - row.get(i).length());
				text.append((i == 0) ? row.get(i) + padding : "  " + padding + row.get(i));
			}
			text.append('\n');
		}
		return text.toString();
	}

}
