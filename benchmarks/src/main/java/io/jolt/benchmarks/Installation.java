package io.jolt.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where this program stands: {@code benchmarks.jar}, and beside it {@code lib} with what
 * it needs except Jolt itself.
 *
 * @param jar the jar
 */
record Installation(Path jar) {

	static Installation find() throws IOException {
		try {
			Path jar = Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			if (!Files.isRegularFile(jar)) {
				throw new IOException("Run this from benchmarks/target/benchmarks.jar, not from " + jar);
			}
			return new Installation(jar);
		}
		catch (URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * The checkout that this was built in.
	 * @return the folder
	 */
	Path checkout() {
		return this.jar.resolveSibling("../..").normalize();
	}

	String classPath(JoltBuild build) {
		return Stream.of(Stream.of(this.jar), build.clientJars().stream(), libraries().stream())
			.flatMap((jars) -> jars)
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
	}

	private List<Path> libraries() {
		try (Stream<Path> files = Files.list(this.jar.resolveSibling("lib"))) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * The versions of the peers' clients.
	 * @return a line of text
	 */
	String clientVersions() {
		return libraries().stream()
			.map((file) -> file.getFileName().toString().replace(".jar", ""))
			.filter((name) -> name.matches("(jnats|lettuce-core|amqp-client|spring-rabbit|spring-data-redis)-\\d.*"))
			.collect(Collectors.joining(", "));
	}

}
