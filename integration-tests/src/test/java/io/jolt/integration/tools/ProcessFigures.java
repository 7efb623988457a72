package io.jolt.integration.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process takes of a Linux machine.
 *
 * @param heapKilobytes the heap in use after a garbage collection
 * @param residentKilobytes the memory of the whole process
 * @param threads how many threads it has
 * @param descriptors how many file descriptors it has open
 */
public record ProcessFigures(long heapKilobytes, long residentKilobytes, int threads, int descriptors) {

	// what the collectors of a JVM call the parts of their heaps
	private static final Pattern HEAP = Pattern
		.compile("(?:heap|generation|PSYoungGen|ParOldGen)\\s+total.*? used (\\d+)K");

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

	/**
	 * Looks at a process.
	 * @param pid its number
	 * @param limit how long that may take
	 * @return its figures
	 */
	public static ProcessFigures of(long pid, Duration limit) {
		try {
			jcmd(pid, limit, "GC.run");
			String heap = String.join("\n", jcmd(pid, limit, "GC.heap_info"));
			String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
			return new ProcessFigures(sum(HEAP, heap), find(RESIDENT, status), (int) find(THREADS, status),
					descriptors(pid));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int descriptors(long pid) throws IOException {
		try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
			return (int) open.count();
		}
	}

	private static List<String> jcmd(long pid, Duration limit, String command) {
		ProgramResult result = Program.run(limit, Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(pid), command);
		return result.output();
	}

	private static long sum(Pattern pattern, String text) {
		long sum = 0;
		Matcher matcher = pattern.matcher(text);
		while (matcher.find()) {
			sum += Long.parseLong(matcher.group(1));
		}
		if (sum == 0) {
			throw new IllegalStateException("No " + pattern + " in " + text);
		}
		return sum;
	}

	private static long find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("No " + pattern + " in " + text);
		}
		return Long.parseLong(matcher.group(1));
	}

}
