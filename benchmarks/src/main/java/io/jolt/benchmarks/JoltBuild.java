package io.jolt.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jars of a checkout that was built. Immutable.
 */
final class JoltBuild {

	private static final List<String> CLIENT_MODULES = List.of("jolt-core", "jolt-spring",
			"jolt-spring-boot-autoconfigure");

	private final Path folder;

	private final List<Path> clientJars;

	private final Path brokerJar;

	JoltBuild(Path folder) throws IOException {
		this.folder = folder.toRealPath();
		List<Path> jars = new java.util.ArrayList<>();
		for (String module : CLIENT_MODULES) {
			jars.add(jar(module, "SNAPSHOT.jar"));
		}
		this.clientJars = List.copyOf(jars);
		this.brokerJar = jar("jolt-broker", "-exec.jar");
	}

	private Path jar(String module, String end) throws IOException {
		Path target = this.folder.resolve(module).resolve("target");
		if (Files.isDirectory(target)) {
			try (Stream<Path> files = Files.list(target)) {
				List<Path> found = files.filter((file) -> file.getFileName().toString().endsWith(end)).toList();
				if (found.size() == 1) {
					return found.get(0);
				}
			}
		}
		throw new IOException("There is no " + module + "-*" + end + " in " + target
				+ ": build that checkout with 'mvn package -DskipTests'");
	}

	/**
	 * The client, and what goes with Spring.
	 * @return the jars
	 */
	List<Path> clientJars() {
		return this.clientJars;
	}

	/**
	 * The runnable broker.
	 * @return the jar
	 */
	Path brokerJar() {
		return this.brokerJar;
	}

	/**
	 * Whether its client can send requests, open calls and share topics.
	 * @return {@code false} if it is too old
	 */
	boolean hasExchanges() {
		try (JarFile core = new JarFile(this.clientJars.get(0).toFile())) {
			return core.getEntry("io/jolt/client/JoltReply.class") != null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.folder.toString();
	}

}
