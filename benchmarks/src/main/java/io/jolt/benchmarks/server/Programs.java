package io.jolt.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is installed on this machine.
 */
final class Programs {

	private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");

	private Programs() {
	}

	static Optional<Path> find(String name) {
		String path = System.getenv().getOrDefault("PATH", "");
		// where Debian has servers, which is not on everybody's PATH
		return Arrays.stream((path + ":/usr/sbin").split(":"))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Asks a program for its version.
	 * @param command how
	 * @return the first thing in its answer that looks like a version
	 */
	static String version(ProcessBuilder command) {
		try {
			Process process = command.redirectErrorStream(true).start();
			process.getOutputStream().close();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor(10, TimeUnit.SECONDS);
			Matcher version = VERSION.matcher(answer);
			return version.find() ? version.group() : "of unknown version";
		}
		catch (IOException ex) {
			return "of unknown version";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "of unknown version";
		}
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
