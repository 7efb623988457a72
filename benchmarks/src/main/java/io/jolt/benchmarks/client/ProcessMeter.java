package io.jolt.benchmarks.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM and the server's process have used so far.
 */
final class ProcessMeter {

	private static final String RESIDENT = "VmRSS:";

	// the last line of a histogram: how many instances, and their bytes
	private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)");

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final ProcessHandle server;

	// null if nobody answers in a process of its own
	private final @Nullable ProcessHandle answerer;

	/**
	 * Creates a meter.
	 * @param serverPid the server's process
	 * @param answererPid the other client's process; 0 if there is none
	 */
	ProcessMeter(long serverPid, long answererPid) {
		this.server = handle("server", serverPid);
		this.answerer = (answererPid != 0) ? handle("answerer", answererPid) : null;
	}

	private static ProcessHandle handle(String name, long pid) {
		return ProcessHandle.of(pid)
			.orElseThrow(() -> new IllegalStateException("The " + name + ", process " + pid + ", has ended"));
	}

	long clientCpuNanos() {
		return this.system.getProcessCpuTime() + ((this.answerer != null) ? cpuNanos(this.answerer) : 0);
	}

	/**
	 * The processor time of the server and of the processes that it has started, of which
	 * the operating system knows hundredths of a second.
	 * @return the time in nanoseconds
	 */
	long serverCpuNanos() {
		return serverProcesses().mapToLong(ProcessMeter::cpuNanos).sum();
	}

	private static long cpuNanos(ProcessHandle process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

	/**
	 * The heap that a server in Java uses after a full collection, which this causes.
	 * @return the heap in bytes, or not a number if the server is not in Java
	 */
	double serverHeapBytes() throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin").toString();
		if (!this.server.info().command().orElse("").startsWith(java)) {
			return Double.NaN;
		}
		Process tool = new ProcessBuilder(java + "/jcmd", Long.toString(this.server.pid()), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		try (BufferedReader lines = tool.inputReader()) {
			return lines.lines()
				.map(TOTAL::matcher)
				.filter(Matcher::find)
				.mapToDouble((total) -> Double.parseDouble(total.group(1)))
				.findFirst()
				.orElse(Double.NaN);
		}
	}

	/**
	 * The memory of the server and of the processes that it has started. Linux only.
	 * @return the memory in bytes, or not a number
	 */
	double serverResidentBytes() {
		return serverProcesses().mapToDouble((process) -> residentBytes(process.pid())).sum();
	}

	private Stream<ProcessHandle> serverProcesses() {
		return Stream.concat(Stream.of(this.server), this.server.descendants());
	}

	private static double residentBytes(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
			return lines.filter((line) -> line.startsWith(RESIDENT))
				.mapToDouble((line) -> 1024
						* Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip()))
				.sum();
		}
		catch (NoSuchFileException ex) {
			return Double.NaN;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
