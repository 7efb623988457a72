package io.jolt.benchmarks.client;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * What this JVM and the server's process have used so far.
 */
final class ProcessMeter {

	private static final String RESIDENT = "VmRSS:";

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final ProcessHandle server;

	ProcessMeter(long serverPid) {
		this.server = ProcessHandle.of(serverPid)
			.orElseThrow(() -> new IllegalStateException("The server, process " + serverPid + ", has ended"));
	}

	long clientCpuNanos() {
		return this.system.getProcessCpuTime();
	}

	/**
	 * The processor time of the server and of the processes that it has started, of which
	 * the operating system knows hundredths of a second.
	 * @return the time in nanoseconds
	 */
	long serverCpuNanos() {
		return serverProcesses()
			.mapToLong((process) -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
			.sum();
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
