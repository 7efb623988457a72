package io.jolt.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each figure of each run, at once, or nothing if there is no file. Not
 * safe for use by several threads.
 */
final class CsvFile implements AutoCloseable {

	private final @Nullable BufferedWriter writer;

	private CsvFile(@Nullable BufferedWriter writer) {
		this.writer = writer;
	}

	static CsvFile open(@Nullable Path file) throws IOException {
		if (file == null) {
			return new CsvFile(null);
		}
		BufferedWriter writer = Files.newBufferedWriter(file);
		writer.write("workload,contestant,round,figure,value\n");
		return new CsvFile(writer);
	}

	void write(Workload workload, Contestant contestant, int round, Map<Figure, Double> figures) throws IOException {
		if (this.writer == null) {
			return;
		}
		for (Map.Entry<Figure, Double> figure : figures.entrySet()) {
			this.writer.write("%s,\"%s\",%d,%s,%s%n".formatted(workload.id(), contestant.name(), round, figure.getKey(),
					figure.getValue()));
		}
		this.writer.flush();
	}

	@Override
	public void close() throws IOException {
		if (this.writer != null) {
			this.writer.close();
		}
	}

}
